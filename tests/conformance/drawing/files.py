"""Drawing the ``file`` section."""

from typing import Final

from hypothesis import strategies as st

from tests.conformance.configs import FileOptions

_DELIMITERS: Final = (",", ";", "|", "\t", "comma", "tab", "~", ":", "^", " ")


@st.composite
def files(draw: st.DrawFn, model: str) -> FileOptions:
    """Draw a ``file`` section; challenges are always JSON."""
    format_ = "json" if model == "challenges" else draw(st.sampled_from(("csv", "psv", "json")))
    if format_ == "json":
        layout = draw(st.sampled_from(("array", "lines")))
        return FileOptions(format="json", layout=layout, any_model=model != "challenges")
    if format_ == "psv":
        return FileOptions(format="psv", header=draw(st.booleans()))
    return draw(_csv())


@st.composite
def _csv(draw: st.DrawFn) -> FileOptions:
    enclosure = draw(st.sampled_from(('"', '"', "'", "none")))
    return FileOptions(
        delimiter=draw(st.sampled_from(_DELIMITERS)),
        enclosure=enclosure,
        quoting="minimal" if enclosure == "none" else draw(st.sampled_from(("minimal", "all"))),
        newline=draw(st.sampled_from(("lf", "crlf", "cr"))),
        header=draw(st.booleans()),
        bom=draw(st.booleans()),
        null=draw(st.sampled_from(("", "", "NULL", "-"))),
    )

"""What the parser has to say, for people who do not know the grammar of YAML.

libyaml names what it expected (``did not find expected key``) and two places: where it got stuck
and where the value began that it was reading. Which of them a person must look at, and what to
write instead, is known for the mistakes that people make; the rest is quoted as it is.
"""

import re
from dataclasses import dataclass
from typing import Final

import yaml

from antavo_export.config.yaml_nodes import TooDeepError

Finding = tuple[int, str]

_UNPRINTABLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_NO_SPACE: Final = re.compile(r"[\s-]*[A-Za-z_]+:[^\s/]")
_QUOTES: Final = "put the whole text in quotes"
_BACKSLASH: Final = (
    "a backslash inside double quotes starts an escape; double it, or use single quotes"
)


@dataclass(frozen=True)
class _Advice:
    """What to say when ``problem`` and ``context`` are part of what the parser says.

    ``at_start`` looks at where the value began instead of where the parser got stuck.
    """

    problem: str
    message: str
    context: str = ""
    at_start: bool = False


_ADVICE: Final = (
    _Advice("tab character", "a tab indents this line; YAML allows only spaces there"),
    _Advice("expected a single document", "a second document starts here (---); one file is one "
            "export"),
    _Advice("unexpected end of stream", "the quote that opens here is never closed",
            "quoted scalar", at_start=True),
    _Advice("unexpected document indicator", "the quote that opens here is never closed",
            "quoted scalar", at_start=True),
    _Advice("expected ',' or '}'", "the brace { that opens here is not closed, or a comma is "
            "missing after it", at_start=True),
    _Advice("expected ',' or ']'", "the bracket [ that opens here is not closed, or a comma is "
            "missing after it", at_start=True),
    _Advice("unknown escape character", _BACKSLASH, "quoted scalar"),
    _Advice("hexdecimal", _BACKSLASH, "quoted scalar"),
    _Advice("invalid Unicode character escape", _BACKSLASH, "quoted scalar"),
    _Advice("expected alphabetic or numeric character", "a text cannot start with *, which "
            f"refers to an anchor; {_QUOTES}", "alias"),
    _Advice("expected alphabetic or numeric character", "a text cannot start with &, which "
            f"sets an anchor; {_QUOTES}", "anchor"),
    _Advice("undefined alias", "* refers to an anchor (&) that is not set before; if text is "
            f"meant, {_QUOTES}"),
    _Advice("incompatible YAML document", "this version of YAML is not known; drop the line"),
    _Advice("mapping values are not allowed", f"a colon is not expected here; {_QUOTES} when the "
            "colon is part of it, else check the indentation"),
    _Advice("block sequence entries are not allowed", "a dash is not expected here; start the "
            "list on a line of its own"),
    _Advice("could not find expected ':'", "this is neither a key with its value (key: value) "
            "nor an entry of a list (- value)", at_start=True),
    _Advice("expected key", "this line does not continue what stands above it; check its "
            "indentation and quotes"),
    _Advice("expected '-' indicator", "this line does not continue the list above it; check its "
            "indentation and quotes"),
    _Advice("expected node content", "a value is missing here, or a bracket too many stands here"),
)  # fmt: skip


def unprintable(text: str) -> Finding | None:
    """Return the first character that YAML forbids, NUL among them, None when there is none."""
    match = _UNPRINTABLE.search(text)
    if match is None:
        return None
    line = text.count("\n", 0, match.start()) + 1
    return line, f"the invisible character U+{ord(match[0]):04X} is not allowed; remove it"


def explained(error: yaml.YAMLError, text: str) -> Finding:
    """Return the line of a mistake that the parser found in ``text``, and what to do about it."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1, f"not valid YAML: {error}"
    lines = text.splitlines()
    stuck, start = _line(error.problem_mark), _line(error.context_mark)
    stuck = min(stuck, max(1, len(lines)))  # the end of a file lies behind its last line
    if isinstance(error, TooDeepError):
        return stuck, "the values here are nested too deeply to be meant"
    problem, context = error.problem or "", error.context or ""
    special = _special(problem, context, lines, stuck)
    if special is not None:
        return special
    for advice in _ADVICE:
        if advice.problem in problem + context and advice.context in context:
            return start if advice.at_start and start else stuck, advice.message
    return stuck, f"not valid YAML: {problem}{f' ({context})' if context else ''}"


def _special(problem: str, context: str, lines: list[str], stuck: int) -> Finding | None:
    """Return what only the text itself tells."""
    here = lines[stuck - 1] if stuck <= len(lines) else ""
    above = lines[stuck - 2] if 1 < stuck <= len(lines) else ""
    if "cannot start any token" in problem:
        return stuck, _odd_start(here)
    if "{{" in here and ("flow mapping" in context or "block mapping" in context):
        return stuck, "a text cannot start with {{; put the whole text in quotes"
    if re.search(r":\s+date:\s", here) and problem.startswith(("mapping values", "did not find")):
        return stuck, 'put a date expression in quotes, as in value: "date: -7 days"'
    if "mapping values" in problem and _NO_SPACE.match(above) and ": " not in above:
        return stuck - 1, "a space is missing after the colon"
    return None


def _odd_start(line: str) -> str:
    found = re.search(r"(?:^|[\s\[{,])([@`%\t])", line)
    if found is None or found[1] == "\t":
        return "a tab indents this line; YAML allows only spaces there"
    return f"a text cannot start with {found[1]}; {_QUOTES}"


def _line(mark: yaml.Mark | None) -> int:
    return 1 if mark is None else mark.line + 1

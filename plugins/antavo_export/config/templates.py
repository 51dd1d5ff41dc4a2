"""Remote paths with placeholders, such as ``/in/{{ export }}_{{ run_moment | date('%Y') }}.csv``.

The sandbox keeps a template from reaching into Python; the rendered path is checked once more,
because a value may contain what the template does not.
"""

import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from antavo_export.errors import PathTemplateError, did_you_mean

LONGEST_NAME = 200  # bytes; file systems allow 255, temporary and companion names need the rest
_LONGEST_SHOWN = 60  # characters of a path that a message repeats
UNSAFE = re.compile(r"[^\w.+-]")
_STATEMENTS: Final = (nodes.Output, nodes.Assign, nodes.AssignBlock, nodes.If)
_SPEAKING: Final = (TemplateError, TypeError, ValueError, ArithmeticError)
# One that has no braces inside, and no sign that would take white space from around it.
_PLACEHOLDER: Final = re.compile(r"(\{\{(?![-+])[^{}]*(?<![-+])\}\})")


def render_path(template: str, variables: Mapping[str, str | int | datetime]) -> str:
    """Return the path that ``template`` means for these variables.

    A text loses what could change the folder or upset a server: everything except letters,
    digits, ``_``, ``.``, ``+`` and ``-`` becomes ``_``. Moments are formatted by the filter
    ``date``, which takes a format of ``strftime``.

    Raises:
        PathTemplateError: the template is not valid, names an unknown variable, or the result is
            not a path to a file below its folder.
    """
    try:
        path = _filled_in(template, variables)
    except TemplateSyntaxError as error:
        raise PathTemplateError(template, _syntax(error.message or "not a template")) from error
    except Exception as error:  # a template can fail in as many ways as Python
        raise PathTemplateError(template, _failure(error)) from error
    if (objection := _objection(path)) is not None:
        raise PathTemplateError(template, f"it gives {_short(path)!r}, {objection}")
    return posixpath.normpath(path)


def mentioned(template: str, names: Collection[str]) -> frozenset[str]:
    """Return those of ``names`` that a valid template uses."""
    return frozenset[str]().union(*(part.names for part in _parts(template))).intersection(names)


def _filled_in(template: str, variables: Mapping[str, str | int | datetime]) -> str:
    parts = _parts(template)
    unknown = {name for part in parts for name in part.names} - variables.keys()
    if unknown:
        raise UndefinedError(_unknown(min(unknown), variables))
    safe = {name: _safe(value) for name, value in variables.items()}
    return "".join(part.render(safe) for part in parts).strip()


@dataclass(frozen=True)
class _Part:
    """A text of a template: what it becomes, and the variables it needs."""

    render: Callable[[Mapping[str, object]], str]
    names: frozenset[str] = frozenset()


def _parts(template: str) -> list[_Part]:
    """Return a template as texts and placeholders, or as one part where it has more than these.

    The paths of many exports have few different placeholders, and compiling the paths as wholes
    would take a third of the time that loading all their files takes.
    """
    pieces = _PLACEHOLDER.split(template)
    if any("{" in text or "}" in text for text in pieces[::2]):
        return [_compiled(template)]
    try:
        return [_compiled(p) if odd % 2 else _text(p) for odd, p in enumerate(pieces) if p]
    except TemplateSyntaxError:
        return [_compiled(template)]  # says at which character of the whole


def _text(text: str) -> _Part:
    return _Part(lambda _: text)


@lru_cache(maxsize=512)
def _compiled(template: str) -> _Part:
    parsed = _ENVIRONMENT.parse(template)
    _refuse_endless(parsed)
    names = frozenset(find_undeclared_variables(parsed))
    return _Part(_ENVIRONMENT.from_string(parsed).render, names)


def _refuse_endless(parsed: nodes.Template) -> None:
    """Refuse what may take hours: every path of every file is rendered whenever all are read."""
    if any(not isinstance(one, _STATEMENTS) for one in parsed.find_all(nodes.Stmt)):
        raise ValueError(
            "of the statements in {% %} a path may hold if, set and raw, and no loop or macro"
        )
    if parsed.find(nodes.Pow) is not None:
        raise ValueError("a path may not hold powers (**), which can take hours to compute")


def _date(moment: object, form: str = "") -> str:
    if not isinstance(moment, datetime) or not form:
        raise ValueError("write the filter date as in {{ run_moment | date('%Y%m%d') }}")
    return moment.strftime(form)


_ENVIRONMENT: Final = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined,
    autoescape=False,  # the result is a path, not HTML
)
_ENVIRONMENT.filters["date"] = _date


def _unknown(name: str, variables: Mapping[str, object]) -> str:
    return f"there is no variable '{name}'{did_you_mean(name, variables)}"


def _syntax(problem: str) -> str:
    """Return what Jinja found in a template, and what a right one looks like."""
    problem = problem.removesuffix(".")
    return f"{problem[:1].lower()}{problem[1:]}; placeholders look like {{{{ export }}}}"


def _failure(error: Exception) -> str:
    """Return what went wrong in a template; some of Python's errors say nothing by themselves."""
    said = " ".join(str(error).removesuffix(".").split())
    if isinstance(error, _SPEAKING) and said:
        return said
    return f"it cannot be filled in ({type(error).__name__}{said and f': {said}'})"


def _short(path: str) -> str:
    return path if len(path) <= _LONGEST_SHOWN else f"{path[:_LONGEST_SHOWN]}…"


def _safe(value: str | int | datetime) -> str | int | datetime:
    return UNSAFE.sub("_", value) if isinstance(value, str) else value


def _objection(path: str) -> str | None:
    name = posixpath.basename(path)
    objections = (
        (not name, "which has no file name"),
        (name in {".", ".."} or ".." in path.split("/"), "which leaves its folder by '..'"),
        ("\\" in path, "which contains a backslash"),
        (not path.isprintable(), "which contains a control character"),
        (path.startswith("~"), "which starts with '~'"),
        (len(name.encode()) > LONGEST_NAME, f"whose name is longer than {LONGEST_NAME} bytes"),
    )
    return next((text for wrong, text in objections if wrong), None)

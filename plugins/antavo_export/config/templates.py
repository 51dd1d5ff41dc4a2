"""Remote paths with placeholders, such as ``/in/{{ export }}_{{ run_moment | date('%Y') }}.csv``.

The sandbox keeps a template from reaching into Python; the rendered path is checked once more,
because a value may contain what the template does not.
"""

import posixpath
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from jinja2.nodes import Name, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from antavo_export.errors import PathTemplateError, did_you_mean

LONGEST_NAME = 200  # bytes; file systems allow 255, temporary and companion names need the rest
_LONGEST_SHOWN = 60  # characters of a path that a message repeats
UNSAFE = re.compile(r"[^\w.+-]")


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
        parsed = _ENVIRONMENT.parse(template)
        unknown = _unknown_names(parsed, variables)
        if unknown:
            raise PathTemplateError(template, _unknown(min(unknown), variables))
        safe = {name: _safe(value) for name, value in variables.items()}
        path = _ENVIRONMENT.from_string(parsed).render(safe)
    except TemplateSyntaxError as error:
        raise PathTemplateError(template, _syntax(error.message or "not a template")) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise PathTemplateError(template, str(error).removesuffix(".")) from error
    path = path.strip()
    if (objection := _objection(path)) is not None:
        raise PathTemplateError(template, f"it gives {_short(path)!r}, {objection}")
    return posixpath.normpath(path)


def _unknown_names(parsed: Template, variables: Mapping[str, object]) -> set[str]:
    """Return the variables that nobody has set.

    Jinja's own search compiles the template once more, so it is asked only about a template that
    mentions anything else than the variables, such as one it sets itself.
    """
    if all(name.name in variables for name in parsed.find_all(Name)):
        return set()
    return find_undeclared_variables(parsed) - variables.keys()


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

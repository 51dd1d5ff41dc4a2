"""Remote paths with placeholders, such as ``/in/{{ export }}_{{ run_moment | date('%Y') }}.csv``.

The sandbox keeps a template from reaching into Python; the rendered path is checked once more,
because a value may contain what the template does not.
"""

import posixpath
import re
from collections.abc import Mapping
from datetime import datetime

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from antavo_export.errors import PathTemplateError

LONGEST_NAME = 200  # bytes; file systems allow 255, temporary and companion names need the rest
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
        path = (
            _environment()
            .from_string(template)
            .render({name: _safe(value) for name, value in variables.items()})
        )
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise PathTemplateError(template, str(error)) from error
    path = path.strip()
    if (objection := _objection(path)) is not None:
        raise PathTemplateError(template, f"it gives {path!r}, {objection}")
    return posixpath.normpath(path)


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,  # the result is a path, not HTML
    )
    environment.filters["date"] = _date
    return environment


def _date(moment: datetime, form: str) -> str:
    return moment.strftime(form)


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

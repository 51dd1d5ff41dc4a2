"""Everything that can go wrong, grouped by what the caller should do about it.

    ExportError
    ├── ConfigError       fix the configuration; carries every mistake of the file at once
    ├── PermanentError    give up: another try would fail the same way
    └── RetriableError    try again later

Messages are written for the person who reads the task log or the Exports page. They name files,
servers, users and paths; never a secret and never a value of a row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


class ExportError(Exception):
    """Base of every error this product raises on purpose."""


@dataclass(frozen=True, order=True)
class Mistake:
    """One thing wrong in one YAML file.

    ``line`` counts from 1; ``where`` is the dotted path of the value, empty for the whole file.
    """

    file: Path
    line: int
    where: str
    message: str

    def __str__(self) -> str:
        """Render as ``file:line: where: message``, the form editors turn into links."""
        where = f"{self.where}: " if self.where else ""
        return f"{self.file}:{self.line}: {where}{self.message}"


class ConfigError(ExportError):
    """A YAML file says something that cannot be done; nothing was run."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(map(str, self.mistakes)))


class PermanentError(ExportError):
    """Trying again would fail the same way."""


class RetriableError(ExportError):
    """Trying again later may succeed."""


def did_you_mean(word: str, choices: Iterable[str], *, listing: int = 12) -> str:
    """Return ``; did you mean 'x'?``, or the choices when none is close and they are few.

    The text starts with a semicolon, so that it can follow any message; it is empty when there
    is nothing useful to say.
    """
    names = sorted(choices)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; use one of {', '.join(names)}" if 0 < len(names) <= listing else ""

"""Everything that can go wrong, grouped by what the caller should do about it.

    ExportError
    ├── ConfigError         fix the configuration; carries every mistake of the file at once
    ├── UnknownModelError   the catalogue has no such data model
    ├── UnknownFieldError   a data model has no such field
    ├── PermanentError      give up: another try would fail the same way
    │   ├── PathTemplateError         a target's path leads to no file
    │   ├── UnreachableDateError      a date expression leads out of the calendar
    │   ├── InvalidAsOfError          the moment a run is asked to count from is none
    │   ├── NumbersRefusedError       the store cannot number runs
    │   ├── SourceChangedError        the stored file is damaged
    │   ├── FileGoneError             the stored file was removed, by retention for example
    │   ├── StoreFullError            the store has no room
    │   ├── StoreDeniedError          the store may not be written
    │   ├── StoreOvertakenError       a newer try of the same run is writing the file
    │   ├── UnexpectedResultError     the result is not what the export expects
    │   ├── ExtractionRefusedError    the database will not answer this statement
    │   └── DeliveryRefusedError      the server or its connection needs somebody's hand
    └── RetriableError      try again later
        ├── ExtractionInterruptedError  database and network troubles
        ├── StoreInterruptedError     the disk or the object storage failed
        └── DeliveryInterruptedError  network and server troubles

Messages are written for the person who reads the task log or the Exports page. They name files,
servers, users and paths; never a secret and never a value of a row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import ClassVar


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


class UnknownModelError(ExportError):
    """The catalogue, overlays included, offers no data model of that name."""

    def __init__(self, name: str, choices: Iterable[str]) -> None:
        self.name = name
        hint = did_you_mean(name, choices)
        super().__init__(f"there is no data model '{name}'{hint}")


class UnknownFieldError(ExportError):
    """A data model offers no field of that name, neither declared nor below a wildcard."""

    def __init__(self, model: str, name: str, choices: Iterable[str]) -> None:
        self.model = model
        self.name = name
        names = list(choices)
        hint = did_you_mean(name, names)
        if "*" in name:
            hint = "; put the name of one attribute in place of the star"
        elif not hint and "." not in name and "properties.*" in names:
            hint = f"; if it is a custom attribute, write properties.{name}"
        super().__init__(f"the data model '{model}' has no field '{name}'{hint}")


class PermanentError(ExportError):
    """Trying again would fail the same way."""


class SourceChangedError(PermanentError):
    """The stored file no longer has the bytes its receipt tells of."""

    def __init__(self, name: str, *, promised: str, found: str) -> None:
        super().__init__(
            f"the stored file {name} has changed since it was made: its receipt says {promised}, "
            f"it has {found}; nothing was published: clear the task extract and what follows it"
        )


class PathTemplateError(PermanentError):
    """A target's path cannot be rendered, or does not lead to a file."""

    def __init__(self, template: str, cause: str) -> None:
        self.cause = cause
        super().__init__(f"path '{template}': {cause}")


class UnreachableDateError(PermanentError):
    """A date expression that leads out of the calendar, counted from this run's moment."""

    def __init__(self, expression: str, cause: str, moment: datetime) -> None:
        super().__init__(
            f"'{expression}' {cause}, counted from {moment.isoformat(sep=' ', timespec='seconds')}"
            "; write a date that is nearer, or none"
        )


class InvalidAsOfError(PermanentError):
    """The parameter ``as_of`` of a triggered run is no moment."""

    def __init__(self, as_of: object) -> None:
        super().__init__(
            f"as_of '{as_of}' is no date or date and time; write 2026-03-31 or 2026-03-31T05:00, "
            "which are read in the export's time zone"
        )


class UnexpectedResultError(PermanentError):
    """The file is finished and not fit to be sent; ``run_moment`` makes the same one again."""

    def __init__(self, breaches: str, run_moment: str) -> None:
        super().__init__(
            f"{breaches}; nothing was delivered, the file is kept for download. If the result is "
            "wrong, mend the data or the export and clear this task. If it is right, trigger the "
            f"export with accept: true and as_of: {run_moment}"
        )


class FileGoneError(PermanentError):
    """The store does not hold the file, or never did."""

    def __init__(self, uri: str) -> None:
        super().__init__(
            f"{uri} is not in the store: retention removes files after their time; "
            "clear the task extract and what follows it to make a new one"
        )


class StoreFullError(PermanentError):
    """There is no room for the file; nothing of it was left behind."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"no room left in the store at {place}; nothing was published: make room there or "
            "shorten the retention, then clear this task"
        )


class StoreDeniedError(PermanentError):
    """The process may not write to the store."""

    def __init__(self, place: str, cause: str) -> None:
        super().__init__(
            f"the store at {place} cannot be written: {cause}; nothing was published: let the "
            "user that runs Airflow's tasks write there, or set another store"
        )


class NumbersRefusedError(PermanentError):
    """The store's storage cannot give each number once."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} cannot give each run a number of its own, because this storage does not "
            "refuse to overwrite: name files by run_id or run_moment in path, or keep the store in "
            "a folder or on Amazon S3"
        )


class StoreOvertakenError(PermanentError):
    """Another, newer try of the same run has taken over; this one publishes nothing."""

    def __init__(self, place: str) -> None:
        super().__init__(f"a newer try of this run writes to the store at {place}; this one ends")


class ExtractionRefusedError(PermanentError):
    """The database cannot or will not produce the rows; ``where`` is the server, not a secret."""

    def __init__(self, where: str, cause: str) -> None:
        super().__init__(f"{where}: {cause}; nothing was published")


class UnwritableValueError(ExtractionRefusedError):
    """A value holds what the file cannot, for want of an enclosure."""

    def __init__(self, where: str, title: str, row: str) -> None:
        super().__init__(
            where,
            f"the value of '{title}' in {row} contains the delimiter or a newline, or leaves its "
            "line empty, which a file without an enclosure cannot hold: set file.enclosure, or "
            "replace such values",
        )


class DeliveryRefusedError(PermanentError):
    """A delivery fails until somebody changes something; ``remedy`` says what.

    ``where`` is user, server and path; ``cause`` is what the server or the check said.
    """

    remedy: ClassVar[str] = "check the target and its Airflow connection"

    def __init__(self, where: str, cause: str) -> None:
        super().__init__(f"{where}: {cause}; {self.remedy}")


class LoginRefusedError(DeliveryRefusedError):
    """The server does not accept the user's password or key."""

    remedy = "correct the login, password or key in the Airflow connection"


class UntrustedServerError(DeliveryRefusedError):
    """The server could not prove that it is the one we mean; no secret was sent."""

    remedy = "compare with what the server's owner says, then pin it in the Airflow connection"


class AccessDeniedError(DeliveryRefusedError):
    """The user may not do this there."""

    remedy = "have the server's owner allow it, or change the path"


class FolderMissingError(DeliveryRefusedError):
    """The folder of the path does not exist."""

    remedy = "create it or set create_folders"


class NameTakenError(DeliveryRefusedError):
    """Something with the final name exists and must not be replaced."""

    remedy = "remove it, change the path, or change if_exists"


class NoSpaceError(DeliveryRefusedError):
    """The disk or the user's quota is full."""

    remedy = "have the server's owner make room, then clear this task"


class NotOfferedError(DeliveryRefusedError):
    """The server lacks something that the target asks for."""

    remedy = "change the target's settings to what the server offers"


class RetriableError(ExportError):
    """Trying again later may succeed."""


class ExtractionInterruptedError(RetriableError):
    """Reading broke off in a way that a later try, which starts anew, may survive."""

    def __init__(self, where: str, cause: str) -> None:
        super().__init__(f"{where}: {cause}; nothing was published")


class StoreInterruptedError(RetriableError):
    """Storage failed in a way that a later try may survive."""

    def __init__(self, place: str, cause: str) -> None:
        super().__init__(f"the store at {place} failed: {cause}; nothing was published")


class DeliveryInterruptedError(RetriableError):
    """A delivery failed in a way that a later try may survive; it sends the same bytes."""

    def __init__(self, where: str, cause: str) -> None:
        super().__init__(f"{where}: {cause}")


class ServerUnavailableError(DeliveryInterruptedError):
    """The server cannot be reached, is busy, or refuses for now."""


class ConnectionLostError(DeliveryInterruptedError):
    """The connection broke, or the server stopped answering."""


class TransferDamagedError(DeliveryInterruptedError):
    """What the server holds is not what was sent; it never got the final name."""


def did_you_mean(word: str, choices: Iterable[str], *, listing: int = 12) -> str:
    """Return ``; did you mean 'x'?``, or the choices when none is close and they are few.

    The text starts with a semicolon, so that it can follow any message; it is empty when there
    is nothing useful to say. Where the choices can be listed, only a near miss replaces the list.
    """
    names = sorted(choices)
    listed = 0 < len(names) <= listing
    close = closest(word, names, cutoff=0.7 if listed else 0.6)
    if close is not None:
        return f"; did you mean '{close}'?"
    return f"; use one of {', '.join(names)}" if listed else ""


def closest(word: str, choices: Iterable[str], *, cutoff: float = 0.7) -> str | None:
    """Return the choice most like ``word``, capital letters aside, None when none is close.

    ``cutoff`` is the least similarity, 0 to 1 (difflib's ratio).
    """
    by_folded = {choice.casefold(): choice for choice in choices}
    close = get_close_matches(word.casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[close[0]] if close else None

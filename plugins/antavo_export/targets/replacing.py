"""Replacing a file on a server that cannot do so in one step."""

from collections.abc import Callable
from contextlib import suppress

from antavo_export.errors import DeliveryRefusedError, ExportError, TransferDamagedError
from antavo_export.targets.remote import Remote

PART, ASIDE = ".part", ".prev"  # equally long: a part's name may have all the bytes there are
Move = Callable[[str, str], None]


def aside_of(part: str) -> str:
    """Return the name under which the file that ``part`` replaces waits for the outcome."""
    return f"{part.removesuffix(PART)}{ASIDE}"


def replace_in_steps(remote: Remote, move: Move, old: str, new: str) -> None:
    """Put ``new`` aside, ``move`` ``old`` there, then delete what was put aside.

    Deleting ``new`` first would lose it for good on a server that lets us delete but not rename.
    A refusal to delete it in the end is no failure: ``old`` has its name by then.
    """
    require(remote, old)
    aside = aside_of(old)
    move(new, aside)
    try:
        move(old, new)
    except BaseException:
        with suppress(ExportError):
            move(aside, new)
        raise
    with suppress(DeliveryRefusedError):
        remote.remove(aside)


def require(remote: Remote, part: str) -> None:
    """Make sure that a refused rename was not refused because its source is gone.

    Raises:
        TransferDamagedError: it is.
    """
    if remote.size(part) is None:
        cause = "the uploaded temporary file is gone; does something on the server pick it up?"
        raise TransferDamagedError(remote.where(part), cause)

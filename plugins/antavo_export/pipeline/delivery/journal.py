"""What must be remembered between two tries of one delivery."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from antavo_export.targets import Verify


@dataclass(frozen=True)
class Intent:
    """A complete and verified temporary file that was about to get its final name at ``since``.

    ``place`` is the user, the server and the path asked for, ``sha256`` the content, ``verified``
    its proof: before the next try, somebody may have pointed the connection elsewhere, corrected
    the path, or had the file made anew.
    """

    part: str
    final: str
    since: datetime
    place: str
    sha256: str
    verified: Verify


class Journal(Protocol):
    """One remembered intent, kept outside of the process that delivers.

    It is written just before the rename is sent. A try that finds it asks the server what became
    of that rename instead of sending the file a second time.
    """

    def read(self) -> Intent | None:
        """Return what an earlier try was about to publish, None when it did not get that far."""

    def write(self, intent: Intent) -> None:
        """Remember ``intent``; returns once a later process would read it."""

    def forget(self) -> None:
        """Remember nothing; the next delivery starts from the beginning.

        After a success this is the caller's last step: see ``deliver``.
        """


class MemoryJournal:
    """A journal for a delivery whose tries all happen in one process."""

    def __init__(self) -> None:
        self._intent: Intent | None = None

    def read(self) -> Intent | None:
        return self._intent

    def write(self, intent: Intent) -> None:
        self._intent = intent

    def forget(self) -> None:
        self._intent = None

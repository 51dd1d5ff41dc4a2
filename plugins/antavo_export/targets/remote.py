"""The few file operations that a delivery needs, whatever the protocol."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol


class Remote(Protocol):
    """An authenticated session with a file server; paths are POSIX paths as the server sees them.

    Every method raises ``DeliveryRefusedError`` when a later try would fail the same way and
    ``DeliveryInterruptedError`` when it may succeed. None blocks longer than the connection's
    silence timeout without a sign of life from the server.
    """

    @property
    def server(self) -> str:
        """Host and port, for instance ``sftp.example.com:22``."""

    @property
    def identity(self) -> str:
        """How the server proved who it is and how the session is encrypted, for a person."""

    def where(self, path: str) -> str:
        """Name ``path`` for a person: user, server and path, never the password."""

    def size(self, path: str) -> int | None:
        """Return the size in bytes, or None when there is no such file."""

    def is_folder(self, path: str) -> bool:
        """Tell whether ``path`` is an existing folder; ``""`` is the login folder."""

    def make_folder(self, path: str) -> None:
        """Create one folder whose parent exists; succeeds when somebody else was faster."""

    def store(self, path: str, blocks: Iterable[bytes]) -> None:
        """Write ``blocks`` to ``path``, replacing what is there.

        Returns only after the server has acknowledged every write and the close.
        """

    def read(self, path: str) -> Iterator[bytes]:
        """Stream the content of a file."""

    def sha256(self, path: str) -> str | None:
        """Return the hex digest as computed by the server, None when it does not offer that."""

    def free_bytes(self, folder: str) -> int | None:
        """Return the space left for the user, None when the server does not tell."""

    def modified_at(self, path: str) -> float | None:
        """Return when a file was last written, in seconds of the server's clock; None if untold."""

    def modified(self, folder: str, wanted: Callable[[str], bool]) -> dict[str, float]:
        """Return the ``wanted`` names of files in ``folder``, hidden ones too, as ``modified_at``.

        A file whose moment the server does not tell is left out.
        """

    def replace(self, old: str, new: str) -> None:
        """Rename ``old`` to ``new``; whatever file ``new`` was is gone, in one step if possible.

        Raises:
            TransferDamagedError: ``old`` is gone; ``new`` is what it was.
        """

    def rename(self, old: str, new: str) -> None:
        """Rename ``old`` to ``new``.

        Raises:
            NameTakenError: ``new`` exists. FTP servers replace silently, so there this is a check
                just before the rename and another writer can slip in between.
            TransferDamagedError: ``old`` is gone.
        """

    def remove(self, path: str) -> bool:
        """Delete a file; return False when there was none."""

    def set_mode(self, path: str, mode: int) -> None:
        """Set the permission bits of a file."""

    def set_owner(self, path: str, user: int, group: int) -> None:
        """Give a file to a numeric user and group."""

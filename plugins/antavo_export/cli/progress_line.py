"""One line of a terminal that says how far a run is."""

from types import TracebackType
from typing import Final, Self, TextIO

from antavo_export.pipeline.progress import Progress

_ERASE: Final = "\r\x1b[K"  # to the start of the line, then erase to its end (ECMA-48, EL)


class ProgressLine:
    """Keeps the line up to date; writes nothing where no terminal is.

    Leaving the block erases the line, so that what follows, an error for instance, stands alone.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._visible = stream.isatty()

    def show(self, progress: Progress | str) -> None:
        """Replace the line."""
        self._write(f"{_ERASE}{progress}")

    def end(self, text: str) -> None:
        """Replace the line for good."""
        self._write(f"{_ERASE}{text}\n")

    def _write(self, text: str) -> None:
        if self._visible:
            self._stream.write(text)
            self._stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._write(_ERASE)

"""A reader process as its parent sees it."""

import os
import subprocess
import sys
from collections import deque
from contextlib import suppress
from typing import Any, BinaryIO, Final, cast

from antavo_export.errors import ExtractionInterruptedError
from antavo_export.pipeline.reading.buffers import Slots
from antavo_export.pipeline.reading.messages import Lines, Message, line

# A bare interpreter that finds modules where this one does: without site, so without the time and
# the surprises of every .pth file, and without running the parent's main module a second time.
PROGRAM: Final = (
    "import sys, json; sys.path[:] = json.loads(sys.stdin.buffer.readline() or sys.exit());"
    " from antavo_export.pipeline.reading.worker import main; main()"
)


class ReaderProcess:
    """Starts a reader and takes its messages in.

    Attributes:
        inbox: Pieces of the file that wait for their turn, and after a range's last its end.
    """

    def __init__(self, assignment: Message, where: str) -> None:
        self._where = where
        self._lines = Lines()
        self._slots = Slots.create()
        self.inbox: deque[Message] = deque()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                [sys.executable, "-I", "-S", "-c", PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                pass_fds=[self._slots.descriptor],
            )
        except OSError:
            self._slots.close()  # nobody has this reader, to stop it
            raise
        self._stdin = cast("BinaryIO", self._process.stdin)
        self._stdout = cast("BinaryIO", self._process.stdout)
        self._say(sys.path)
        self._say({**assignment, "slots": self._slots.descriptor, "parent": os.getpid()})

    def fileno(self) -> int:
        """Return what to wait on until `receive` has something."""
        return self._stdout.fileno()

    def receive(self) -> list[Message]:
        """Return what has come; what a range gave is in the inbox as well.

        Raises:
            ReaderFailedError: the server refused something.
            ExtractionInterruptedError: the process has ended.
        """
        data = os.read(self.fileno(), 1 << 16)
        if not data:
            code = self._process.wait()
            raise ExtractionInterruptedError(
                self._where, f"a reader process ended on its own (exit code {code})"
            )
        messages = list(self._lines.feed(data))
        for message in messages:
            if "error" in message:
                raise ReaderFailedError(*message["error"])
        self.inbox += [message for message in messages if "ready" not in message]
        return messages

    def read(self, statement: str) -> None:
        """Have it read a range."""
        self._say({"read": statement})

    def filled(self, message: Message) -> memoryview:
        """Return the bytes a message tells of, valid until they are `freed`."""
        return self._slots.slot(message["slot"], message["size"])

    def freed(self, message: Message) -> None:
        """Let the reader fill the slot of the message again."""
        self._say({"free": message["slot"]})

    def stop(self) -> None:
        """End it at once; the server notices its socket close and stops as well."""
        self._process.kill()
        with suppress(BrokenPipeError), self._process:  # closes the pipes and waits
            pass
        self._slots.close()

    def _say(self, message: Any) -> None:  # noqa: ANN401 - any JSON value
        with suppress(BrokenPipeError):  # it has ended; receive() tells why
            self._stdin.write(line(message))
            self._stdin.flush()


class ReaderFailedError(Exception):
    """The server refused what a reader asked; carries SQLSTATE, if any, and its message."""

    def __init__(self, sqlstate: str | None, message: str) -> None:
        super().__init__(message)
        self.sqlstate = sqlstate
        self.message = message

"""Sending a stream over SFTP at the speed of the line, with every answer checked."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import suppress

import asyncssh

from antavo_export.targets.sftp_session import SftpSession

WINDOW = 1 << 23  # bytes on their way: enough for 600 Mbit/s over a line of 100 ms
LARGEST = 255 * 1024  # bytes of one write: OpenSSH's limit, eight packets with its header


class SftpUpload:
    """Writes a stream of blocks to one remote file, several requests at a time.

    SFTP answers each write on its own; an answer that is not awaited is an error that is not
    seen. Here all are awaited, in whatever order they come.
    """

    def __init__(self, session: SftpSession) -> None:
        self._session = session
        self._pending: set[asyncio.Task[int]] = set()

    async def store(self, path: str, blocks: Iterable[bytes]) -> None:
        """Create or empty ``path``, write ``blocks``, flush to disk where offered, close."""
        file = await self._session.answer(self._session.client.open(path, "wb", block_size=0))
        try:
            await self._write(file, iter(blocks))
            with suppress(asyncssh.SFTPOpUnsupported):
                await self._session.answer(file.fsync())
        except BaseException as error:
            await self._give_up(file, error)
            raise
        await self._session.answer(file.close())

    async def _write(self, file: asyncssh.SFTPClientFile, blocks: Iterator[bytes]) -> None:
        offset, size = 0, min(self._session.client.limits.max_write_len, LARGEST)
        while block := await asyncio.to_thread(next, blocks, b""):
            for start in range(0, len(block), size):
                await self._settle(below=WINDOW // size)
                piece = block[start : start + size]
                self._pending.add(asyncio.create_task(file.write(piece, offset)))
                offset += len(piece)
        await self._settle(below=1)

    async def _settle(self, *, below: int) -> None:
        """Wait until fewer than ``below`` writes are unanswered; raise the first that failed."""
        while len(self._pending) >= below:
            done, self._pending = await asyncio.wait(
                self._pending, timeout=self._session.silence, return_when=asyncio.FIRST_COMPLETED
            )
            if not done:
                raise self._session.silent()
            errors = [error for task in done if (error := task.exception()) is not None]
            if errors:
                raise errors[0]

    async def _give_up(self, file: asyncssh.SFTPClientFile, error: BaseException) -> None:
        """Leave no request unanswered; the error that led here is the one to report."""
        if isinstance(error, TimeoutError):
            self._session.connection.abort()
        elif self._pending:
            _, unanswered = await asyncio.wait(self._pending, timeout=self._session.silence)
            if unanswered:
                self._session.connection.abort()
        await asyncio.gather(*self._pending, return_exceptions=True)
        with suppress(asyncssh.Error, OSError):
            await self._session.answer(file.close())

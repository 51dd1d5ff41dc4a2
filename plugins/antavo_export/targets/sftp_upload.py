"""Sending a stream over SFTP at the speed of the line, with every answer checked."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import cast

import asyncssh

from antavo_export.targets.sftp_session import SftpSession

WINDOW = 1 << 23  # bytes on their way: enough for 600 Mbit/s over a line of 100 ms
LARGEST = 255 * 1024  # bytes of one write: OpenSSH's limit, eight packets with its header
AT_ONCE = 8  # blocks fetched at a time: changing threads for each costs up to a tenth of the work


class SftpUpload:
    """Writes a stream of blocks to one remote file, several requests at a time.

    SFTP answers each write on its own; an answer that is not awaited is an error that is not
    seen. Here all are awaited, in whatever order they come.
    """

    def __init__(self, session: SftpSession) -> None:
        self._session = session
        self._pending: set[asyncio.Task[int]] = set()
        self._offset = 0

    async def store(self, path: str, blocks: Iterable[bytes]) -> None:
        """Create or empty ``path``, write ``blocks``, flush to disk where offered, close."""
        file = await self._session.answer(self._session.client.open(path, "wb", block_size=0))
        try:
            await self._write_all(file, iter(blocks))
            with suppress(asyncssh.SFTPOpUnsupported):
                await self._session.answer(file.fsync())
        except BaseException as error:
            await self._give_up(file, error)
            raise
        await self._session.answer(file.close())

    async def _write_all(self, file: asyncssh.SFTPClientFile, blocks: Iterator[bytes]) -> None:
        while fetched := await asyncio.to_thread(list, islice(blocks, AT_ONCE)):
            for block in fetched:
                await self._write(file, block)
        await self._settle(below=1)

    async def _write(self, file: asyncssh.SFTPClientFile, block: bytes) -> None:
        size = min(self._session.client.limits.max_write_len, LARGEST)
        view = memoryview(block)  # not copied: asyncssh makes copies enough
        for start in range(0, len(block), size):
            await self._settle(below=WINDOW // size)
            piece = cast("bytes", view[start : start + size])
            self._pending.add(asyncio.create_task(file.write(piece, self._offset)))
            self._offset += len(piece)

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

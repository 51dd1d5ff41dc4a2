"""Reading a file over SFTP at the speed of the line, each answer awaited for itself."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import cast

import asyncssh

from antavo_export.targets.sftp_session import SftpSession

WINDOW = 1 << 22  # bytes asked for and not yet received
LARGEST = 255 * 1024  # bytes of one answer: on a slow line it must arrive within the silence


class SftpDownload:
    """Reads one remote file from its begin to its end, several requests at a time."""

    def __init__(self, session: SftpSession) -> None:
        self._session = session
        self._asked: deque[asyncio.Task[bytes]] = deque()
        self._offset = 0

    def blocks(self, path: str) -> Iterator[bytes]:
        """Yield the content."""
        file = self._session.ask(self._session.client.open(path, "rb"))
        try:
            while block := self._session.run(self._next(file)):
                yield block
        finally:
            self._session.run(self._end(file))

    async def _next(self, file: asyncssh.SFTPClientFile) -> bytes:
        size = min(self._session.client.limits.max_read_len, LARGEST)
        while len(self._asked) < WINDOW // size:
            self._asked.append(asyncio.create_task(_whole(file, self._offset, size)))
            self._offset += size
        return await self._session.answer(self._asked.popleft())

    async def _end(self, file: asyncssh.SFTPClientFile) -> None:
        """Leave no request unanswered; a file that was read need not be closed without error."""
        if self._asked:
            _, unanswered = await asyncio.wait(self._asked, timeout=self._session.silence)
            if unanswered:
                self._session.connection.abort()
            await asyncio.gather(*self._asked, return_exceptions=True)
        with suppress(asyncssh.Error, OSError):
            await self._session.answer(file.close())


async def _whole(file: asyncssh.SFTPClientFile, offset: int, size: int) -> bytes:
    """Read a block to its end: servers may answer with less than they were asked for."""
    content = b""
    while len(content) < size:
        piece = await file.read(size - len(content), offset + len(content))
        if not piece:
            break
        content += cast("bytes", piece)  # opened in binary mode
    return content

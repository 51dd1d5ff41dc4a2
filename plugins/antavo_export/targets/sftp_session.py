"""One open SFTP session and the watch over it."""

import asyncio
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

import asyncssh

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class SftpSession:
    """A connection and its SFTP client; ``loop`` is the event loop both were opened in.

    ``server`` is host and port. ``silence`` is the longest time, in seconds, that the server may
    leave a request unanswered; after that it is taken for dead.
    """

    loop: asyncio.AbstractEventLoop
    connection: asyncssh.SSHClientConnection
    client: asyncssh.SFTPClient
    server: str
    user: str
    silence: float

    def run(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        """Run ``work``, which watches the silence itself, to its end."""
        return self.loop.run_until_complete(work)

    def ask(self, request: Awaitable[Answer]) -> Answer:
        """Send one request and return its answer.

        Raises:
            TimeoutError: no answer came.
        """
        return self.loop.run_until_complete(self.answer(request))

    async def answer(self, request: Awaitable[Answer]) -> Answer:
        """Await one request; break the session when no answer comes in time.

        The session is aborted rather than the request cancelled: that ends every other request of
        the session too, and leaves no task behind whose error nobody reads.
        """
        task = asyncio.ensure_future(request)
        done, _ = await asyncio.wait({task}, timeout=self.silence)
        if done:
            return task.result()
        self.connection.abort()
        await asyncio.wait({task})
        task.exception()
        raise self.silent()

    def silent(self) -> TimeoutError:
        """Return the error that says for how long the server was silent."""
        return TimeoutError(f"no answer for {self.silence:g} s")

"""A TCP proxy in front of Postgres that cuts every connection at a chosen byte."""

import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Self

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo


class CuttingProxy:
    """Passes so many bytes of the server's on, then cuts what is connected and all that comes."""

    def __init__(self, uri: str, limit: int = sys.maxsize) -> None:
        self._uri = uri
        server = conninfo_to_dict(uri)
        self._target = (str(server["host"]), int(server["port"] or 0))
        self._limit = limit
        self.passed = 0
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))

    @property
    def connect(self) -> Callable[[], psycopg.Connection[tuple[object, ...]]]:
        """Return what opens a connection through the proxy."""
        host, port = self._listener.getsockname()
        uri = make_conninfo(self._uri, host=host, port=port, sslmode="disable")
        return lambda: psycopg.connect(uri)

    def __enter__(self) -> Self:
        self._spawn(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._cut(self._listener, *self._sockets)
        for thread in self._threads:
            thread.join()
        for each in [self._listener, *self._sockets]:
            each.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(self._target)
            self._sockets += [client, server]
            self._spawn(partial(self._pump, server, client, counted=True))
            self._spawn(partial(self._pump, client, server, counted=False))

    def _pump(self, source: socket.socket, sink: socket.socket, *, counted: bool) -> None:
        with suppress(OSError):
            while self.passed < self._limit and (data := source.recv(1 << 16)):
                sink.sendall(self._allowed(data) if counted else data)
        self._cut(source, sink)
        if self.passed >= self._limit:
            self._cut(*self._sockets)

    def _allowed(self, data: bytes) -> bytes:
        with self._lock:
            room = max(self._limit - self.passed, 0)
            allowed = data[:room]
            self.passed += len(allowed)
            return allowed

    def _cut(self, *sockets: socket.socket) -> None:
        for each in sockets:
            with suppress(OSError):  # it was cut already
                each.shutdown(socket.SHUT_RDWR)

    def _spawn(self, target: Callable[[], None]) -> None:
        thread = threading.Thread(target=target, daemon=True)
        self._threads.append(thread)
        thread.start()

"""Reading and hashing the next blocks while the last ones are still being sent."""

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

AHEAD = 8  # blocks that wait to be sent, in memory


@contextmanager
def read_ahead(blocks: Generator[bytes]) -> Iterator[Iterator[bytes]]:
    """Yield an iterator over ``blocks`` that are made in a thread of their own.

    Reading a file, hashing and sending all leave Python's lock alone, so they run at the same
    time. What ``blocks`` raises is raised in its place, after every block before it. Leaving the
    block ends the thread and closes ``blocks``, however far they were read.
    """
    reader = ThreadPoolExecutor(1, thread_name_prefix="read-ahead")
    try:
        yield _ahead(reader, blocks)
    finally:
        reader.shutdown(cancel_futures=True)
        blocks.close()


def _ahead(reader: ThreadPoolExecutor, blocks: Iterator[bytes]) -> Iterator[bytes]:
    waiting = deque(reader.submit(next, blocks, b"") for _ in range(AHEAD))
    while block := waiting.popleft().result():
        waiting.append(reader.submit(next, blocks, b""))
        yield block

"""SHA-256 of a stream, computed while the stream goes on."""

import hashlib
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor

BEHIND = 4  # blocks that may wait to be hashed, in memory


def sha256_of(blocks: Iterable[bytes]) -> str:
    """Return the sum of all blocks in lower-case hex, hashed in a thread of their own.

    Hashing leaves Python's lock alone, so the next blocks are made meanwhile. A block must not be
    changed after it was given. What ``blocks`` raises is raised, and the thread ended.
    """
    digest, waiting = hashlib.sha256(), deque[Future[None]]()
    with ThreadPoolExecutor(1, thread_name_prefix="sha256") as thread:
        for block in blocks:
            if len(waiting) == BEHIND:
                waiting.popleft().result()
            waiting.append(thread.submit(digest.update, block))
    return digest.hexdigest()

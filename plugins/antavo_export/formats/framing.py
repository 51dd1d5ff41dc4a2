"""The bytes around the rows: what Postgres cannot write itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Framing:
    """How rows become a file: ``head (row row_end) between (row row_end) ... tail``.

    ``between`` stands only between two rows, so a file without rows is ``head + tail``.
    """

    head: bytes = b""
    row_end: bytes = b"\n"
    between: bytes = b""
    tail: bytes = b""

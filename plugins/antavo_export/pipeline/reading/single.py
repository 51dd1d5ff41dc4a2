"""Reading with one connection, in this process."""

from collections.abc import Callable
from typing import Any

from psycopg import Connection

from antavo_export.pipeline.archives import new_piece
from antavo_export.pipeline.output import Output
from antavo_export.pipeline.reading.rows import Joiner, batches
from antavo_export.sql.statement import Statement


def read_alone(
    connection: Connection[Any],
    statement: Statement,
    output: Output,
    tick: Callable[[int, int], object],
) -> int:
    """Append every row to ``output`` and return how many there were.

    Calls ``tick`` with the rows and bytes so far after each buffer. Leaving early, by whatever
    error or signal, cancels the statement on the server.
    """
    framing, count = statement.framing, 0
    piece, joiner = new_piece(deflated=output.deflated), Joiner(framing)
    output.put(piece.encode(framing.head))
    with connection.cursor() as cursor, cursor.copy(statement.copy()) as copy:
        for batch in batches(iter(copy)):
            output.put(piece.encode(joiner.join(batch)))
            count += len(batch)
            tick(count, output.size)
    output.put(piece.encode(framing.tail))
    output.put(piece.finish())
    output.end_piece(piece.crc, piece.length)
    return count

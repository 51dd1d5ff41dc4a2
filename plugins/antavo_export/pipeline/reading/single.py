"""Reading with one connection, in this process."""

from antavo_export.pipeline.reading.job import Job
from antavo_export.pipeline.reading.objects import joiner_for
from antavo_export.pipeline.reading.rows import batches


def read_alone(job: Job, expected: float) -> int:
    """Write the whole content of the file and return how many rows there were.

    ``expected`` is the server's estimate of that number. Leaving early, by whatever error or
    signal, cancels the statement on the server.
    """
    framing, output, rows = job.statement.framing, job.output, 0
    joiner = joiner_for(framing.row_end, framing.between, job.statement.members)
    output.put(framing.head)
    with job.connection.cursor() as cursor, cursor.copy(job.statement.copy()) as copy:
        for batch in batches(iter(copy)):
            output.put(joiner.join(batch))
            rows += len(batch)
            job.ticker.tick(rows, output.size, min(rows / expected, 0.99) if expected else None)
    output.put(framing.tail)
    return rows

"""One line of a terminal that says how far a run is."""

import io

from antavo_export.cli.progress_line import ProgressLine
from antavo_export.pipeline.progress import Progress


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_rows_bytes_and_rate_on_one_line() -> None:
    terminal = Terminal()

    with ProgressLine(terminal) as line:
        line.show(Progress(rows=1_200_000, bytes=340_100_000, seconds=5.0))
        line.show(Progress(rows=2_400_000, bytes=680_200_000, seconds=10.0))

    assert terminal.getvalue() == (
        "\r\x1b[K1,200,000 rows, 340.1 MB, 240,000 rows/s"
        "\r\x1b[K2,400,000 rows, 680.2 MB, 240,000 rows/s"
        "\r\x1b[K"
    )


def test_the_last_words_stay() -> None:
    terminal = Terminal()

    with ProgressLine(terminal) as line:
        line.end("done")

    assert terminal.getvalue() == "\r\x1b[Kdone\n\r\x1b[K"


def test_a_file_or_a_pipe_gets_nothing() -> None:
    stream = io.StringIO()

    with ProgressLine(stream) as line:
        line.show(Progress(rows=1, bytes=1, seconds=1.0))
        line.end("done")

    assert stream.getvalue() == ""

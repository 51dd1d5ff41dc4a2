"""Is the result fit to be sent: decided from the receipt, before anything is delivered."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from antavo_export.config.expectations import Expectations
from antavo_export.config.export_config import ExportConfig


class Action(Enum):
    """What becomes of a finished file."""

    DELIVER = "deliver"
    SKIP = "skip"
    STOP = "stop"


@dataclass(frozen=True)
class Verdict:
    """What to do with a file, and why.

    Attributes:
        action: Deliver it, deliver nothing and be content, or deliver nothing and fail.
        breaches: One sentence, without a full stop, for each thing that is not as expected.
        remarks: What could not be checked, for the log.
    """

    action: Action
    breaches: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def judge(config: ExportConfig, rows: int, rows_before: int | None) -> Verdict:
    """Return the verdict on a file of ``rows`` rows.

    ``rows_before`` is what the file delivered last had; None when there was none. What ``empty``
    says of a file without rows comes before what ``expect`` says.
    """
    if rows == 0 and config.empty != "deliver":
        breach = f"the export has no rows, and the configuration says empty: {config.empty}"
        return Verdict(Action.SKIP if config.empty == "skip" else Action.STOP, (breach,))
    expect = config.expect
    breaches = (*_limits(expect, rows), *_change(expect, rows, rows_before))
    stops = bool(breaches) and expect.on_breach == "stop"
    return Verdict(
        Action.STOP if stops else Action.DELIVER, breaches, tuple(_remarks(expect, rows_before))
    )


def _limits(expect: Expectations, rows: int) -> Iterator[str]:
    if expect.min_rows is not None and rows < expect.min_rows:
        yield f"the file has {counted(rows)}, at least {expect.min_rows:,} are expected"
    if expect.max_rows is not None and rows > expect.max_rows:
        yield f"the file has {counted(rows)}, at most {expect.max_rows:,} are expected"


def _change(expect: Expectations, rows: int, before: int | None) -> Iterator[str]:
    largest = expect.largest_change
    if largest is None or before is None or abs(rows - before) <= largest * before:
        return
    told = f"{abs(rows - before) / before:.1%} " if before else ""
    direction = "more" if rows > before else "fewer"
    yield (
        f"the file has {counted(rows)}, {told}{direction} than the {before:,} delivered last; "
        f"a change of up to {expect.change} is expected"
    )


def _remarks(expect: Expectations, before: int | None) -> Iterator[str]:
    if expect.change is not None and before is None:
        yield "no file has been delivered before, so the change of rows is not checked"


def counted(rows: int) -> str:
    """Return the number of rows in words, as in ``1 row`` or ``12,000 rows``."""
    return "1 row" if rows == 1 else f"{rows:,} rows"

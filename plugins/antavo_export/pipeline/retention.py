"""Which stored files have had their time, and taking them away."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from antavo_export.errors import StoreDeniedError, StoreInterruptedError
from antavo_export.pipeline.store.protocol import Store, StoredRun


@dataclass(frozen=True)
class Keep:
    """How much to keep; what is None is not limited.

    Attributes:
        days: Files older than so many days expire.
        files: Only so many expire not, the newest.
        bytes: Only the newest that together are no larger than this expire not.
    """

    days: float | None = None
    files: int | None = None
    bytes: int | None = None


@dataclass(frozen=True)
class Expired:
    """A file that is not to be kept, and why, for the log."""

    run: StoredRun
    why: str


def expired(
    runs: Iterable[StoredRun], now: datetime, overall: Keep, per_export: Mapping[str, Keep]
) -> list[Expired]:
    """Return what is to be removed at ``now`` (aware), the oldest first.

    Every export's own limits apply to its own files; ``overall`` applies to all files together, in
    what those limits leave. Where an export has none of its own, only ``overall`` holds.
    """
    by_export: defaultdict[str, list[StoredRun]] = defaultdict(list)
    for run in runs:
        by_export[run.export_id].append(run)
    found: list[Expired] = []
    for export_id, of_export in by_export.items():
        found += _beyond(per_export.get(export_id, Keep()), of_export, now, "this export keeps")
    gone = {each.run.uri for each in found}
    rest = [run for of_export in by_export.values() for run in of_export if run.uri not in gone]
    found += _beyond(overall, rest, now, "the store keeps")
    return sorted(found, key=lambda each: each.run.stored_at)


def remove_expired(
    store: Store,
    now: datetime,
    overall: Keep,
    per_export: Mapping[str, Keep],
    *,
    told: Callable[[Expired], object],
) -> int:
    """Remove what has expired and the leftovers of abandoned tries; return how many files went.

    ``told`` hears of each file once it is gone. A file that cannot be removed keeps no other from
    it; it is complained of in the end. Safe to repeat and to kill.
    """
    store.sweep(now - timedelta(days=1))  # no try of a run takes longer than a day
    removed = 0
    failures: list[Exception] = []
    for each in expired(store.runs(), now, overall, per_export):
        try:
            if store.delete(each.run):
                told(each)
                removed += 1
        except (StoreDeniedError, StoreInterruptedError) as failure:
            failures.append(failure)
    if failures:
        raise failures[0]
    return removed


def _beyond(keep: Keep, runs: list[StoredRun], now: datetime, whose: str) -> Iterator[Expired]:
    total = 0
    for number, run in enumerate(sorted(runs, key=lambda run: run.stored_at, reverse=True)):
        total += run.bytes
        if keep.days is not None and run.stored_at < now - timedelta(days=keep.days):
            yield Expired(run, f"{whose} files for {keep.days:g} days")
        elif keep.files is not None and number >= keep.files:
            yield Expired(run, f"{whose} {keep.files} files")
        elif keep.bytes is not None and total > keep.bytes:
            yield Expired(run, f"{whose} {keep.bytes:,} bytes")

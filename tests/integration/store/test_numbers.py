"""Numbers that every store gives once, whoever asks, however often, and at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from airflow.sdk import ObjectStoragePath

from antavo_export.errors import NumbersRefusedError
from antavo_export.orchestration.object_slips import ObjectSlips
from antavo_export.orchestration.object_store import ObjectStore
from antavo_export.pipeline.store import LocalStore, Store
from antavo_export.pipeline.store.local_slips import LocalSlips
from antavo_export.pipeline.store.numbers import number_of


class KilledError(Exception):
    """Stands for a process that ends there."""


class MortalSlips(LocalSlips):
    """Slips of a process that is killed before or after its step number ``last``."""

    def __init__(self, folder: Path, last: int, *, after: bool) -> None:
        super().__init__(folder, 0o700)
        self._left = last
        self._after = after

    def read(self, name: str) -> str | None:
        self._step(after=False)
        found = super().read(name)
        self._step(after=True)
        return found

    def write(self, name: str, text: str) -> None:
        self._step(after=False)
        super().write(name, text)
        self._step(after=True)

    def create(self, name: str, text: str) -> bool:
        self._step(after=False)
        created = super().create(name, text)
        self._step(after=True)
        return created

    def _step(self, *, after: bool) -> None:
        if after is self._after:
            self._left -= 1
            if self._left < 0:
                raise KilledError


def test_each_who_asks_gets_the_next_number_and_keeps_it(store: Store) -> None:
    first = [store.number("weekly", run) for run in ("manual__1", "manual__2", "scheduled__3")]
    again = [store.number("weekly", run) for run in ("scheduled__3", "manual__1", "manual__2")]

    assert first == [1, 2, 3]
    assert again == [3, 1, 2]


def test_each_series_counts_for_itself(store: Store) -> None:
    assert store.number("weekly", "manual__1") == 1
    assert store.number("weekly@2027-03-01", "manual__1") == 1
    assert store.number("weekly@2027-03-02", "manual__2") == 1
    assert store.number("weekly", "manual__2") == 2


def test_whoever_asks_at_the_same_time_gets_a_number_of_his_own(store: Store) -> None:
    """Each run asks twice at once, as a try does that was given up but is still alive."""
    runs = [f"manual__{number}" for number in range(6)] * 2
    with ThreadPoolExecutor(len(runs)) as pool:
        numbers = list(pool.map(lambda run: store.number("weekly", run), runs))

    assert numbers[:6] == numbers[6:]
    assert sorted(numbers[:6]) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", range(4))
def test_a_process_killed_at_any_step_leaves_no_gap_and_no_second_number(
    tmp_path: Path, step: int, *, after: bool
) -> None:
    slips = LocalSlips(tmp_path, 0o700)
    assert number_of(slips, "weekly", "first") == 1
    with pytest.raises(KilledError):
        number_of(MortalSlips(tmp_path, step, after=after), "weekly", "killed")
    others = [number_of(slips, "weekly", "other"), number_of(slips, "weekly", "killed")]

    assert sorted(others) == [2, 3]
    assert number_of(slips, "weekly", "killed") == others[1]
    assert number_of(slips, "weekly", "last") == 4


def test_retention_leaves_numbers_alone_but_no_drafts_of_them(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    store.number("weekly", "manual__1")
    kept = set((tmp_path / ".numbers").iterdir())
    (tmp_path / ".numbers" / ".0123.part").touch()  # of a killed process
    store.sweep(datetime.max.replace(tzinfo=UTC))

    assert list(store.runs()) == []
    assert set((tmp_path / ".numbers").iterdir()) == kept
    assert store.number("weekly", "manual__2") == 2


def test_numbers_in_object_storage_are_no_files(object_store: ObjectStore) -> None:
    object_store.number("weekly", "manual__1")

    assert list(object_store.runs()) == []


class Overwriting:
    """A folder in storage that speaks S3 but does not know the condition."""

    path = "numbers"

    @property
    def fs(self) -> "Overwriting":
        return self

    def __truediv__(self, name: str) -> "Overwriting":
        return self

    def pipe_file(self, path: str, value: bytes, mode: str) -> None:
        """Succeed, whatever was there."""


def test_storage_that_overwrites_gives_no_numbers() -> None:
    slips = ObjectSlips(cast("ObjectStoragePath", Overwriting()))

    with pytest.raises(NumbersRefusedError, match="run_id"):
        slips.create("weekly~1", "manual__1")

"""The order of a delivery's steps, against a server in memory that keeps a log of them."""

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from antavo_export.errors import AccessDeniedError, NameTakenError, SourceChangedError
from antavo_export.pipeline.delivery import Intent, MemoryJournal, StoredFile, Try, deliver
from antavo_export.targets import SftpTarget, Verify

CONTENT = b"Country;Points\r\n"


class MemoryRemote:
    """A server whose files are a dictionary; ``log`` holds every change in order."""

    server = "memory:0"
    identity = "memory"

    def __init__(self, **files: bytes) -> None:
        self.files = {name.replace("_", "."): content for name, content in files.items()}
        self.log: list[str] = []
        self.moments: dict[str, float] = {}
        self.race: str | None = None
        self.secretive = False

    def where(self, path: str) -> str:
        return f"me@{self.server}:{path}"

    def size(self, path: str) -> int | None:
        return len(self.files[path]) if path in self.files else None

    def is_folder(self, path: str) -> bool:
        return path == ""

    def make_folder(self, path: str) -> None:
        self.log.append(f"folder {path}")

    def store(self, path: str, blocks: Iterable[bytes]) -> None:
        self.log.append(f"store {path}")
        self.files[path] = b""
        for block in blocks:
            self.files[path] += block

    def read(self, path: str) -> Iterator[bytes]:
        self.log.append(f"read {path}")
        yield self.files[path]

    def sha256(self, path: str) -> str | None:
        del path
        return None

    def free_bytes(self, folder: str) -> int | None:
        del folder
        return None

    def modified_at(self, path: str) -> float | None:
        return self.moments.get(path, 0.0) if path in self.files else None

    def modified(self, folder: str, wanted: Callable[[str], bool]) -> dict[str, float]:
        assert folder == ""
        if self.secretive:
            raise AccessDeniedError(self.where(folder), "not listed")
        return {name: self.moments.get(name, 0.0) for name in self.files if wanted(name)}

    def replace(self, old: str, new: str) -> None:
        self.log.append(f"replace {new}")
        self.files[new] = self.files.pop(old)

    def rename(self, old: str, new: str) -> None:
        if self.race is not None:
            self.files[self.race], self.race = b"another writer's", None
        if new in self.files:
            raise NameTakenError(self.where(new), "exists")
        self.log.append(f"rename {new}")
        self.files[new] = self.files.pop(old)

    def remove(self, path: str) -> bool:
        if path in self.files:
            self.log.append(f"remove {path}")
        return self.files.pop(path, None) is not None

    def set_mode(self, path: str, mode: int) -> None:
        raise AccessDeniedError(self.where(path), f"no {mode:o}")

    def set_owner(self, path: str, user: int, group: int) -> None:
        self.log.append(f"owner {path} {user}:{group}")


def target(**settings: Any) -> SftpTarget:
    """Return a target for ``a.csv``."""
    section = {"type": "sftp", "connection": "c", "path": "a.csv", **settings}
    return SftpTarget.model_validate(section)


def stored(content: bytes = CONTENT) -> StoredFile:
    """Return a file with ``content`` and the receipt of ``CONTENT``."""
    digest = hashlib.sha256(CONTENT).hexdigest()
    return StoredFile("a.csv", lambda: io.BytesIO(content), len(CONTENT), digest)


def intended(**differing: Any) -> MemoryJournal:
    """Return the journal of a try that was about to publish ``CONTENT`` as ``a.csv``."""
    intent = Intent(
        part=".a.csv.id.1.part",
        final="a.csv",
        since=datetime.now(UTC),
        place="me@memory:0:a.csv",
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        verified=Verify.READ_BACK,
    )
    journal = MemoryJournal()
    journal.write(replace(intent, **differing))
    return journal


YESTERDAY = datetime.now(UTC) - timedelta(days=1)


def test_the_final_name_is_given_after_the_proof_and_before_the_companions() -> None:
    remote = MemoryRemote()
    settings = target(owner="1:2", checksum_file=True, done_file=".done")
    deliver(stored(), settings, remote, "a.csv", Try("id"))

    assert remote.log == [
        "store .a.csv.id.1.part",
        "read .a.csv.id.1.part",
        "owner .a.csv.id.1.part 1:2",
        "replace a.csv",
        "store .a.csv.sha256.id.1.part",
        "owner .a.csv.sha256.id.1.part 1:2",
        "replace a.csv.sha256",
        "store .a.csv.done.id.1.part",
        "owner .a.csv.done.id.1.part 1:2",
        "replace a.csv.done",
    ]


def test_what_vouches_for_the_old_file_is_gone_before_the_new_one_appears() -> None:
    remote = MemoryRemote(a_csv=b"old", a_csv_sha256=b"sum of old", a_csv_done=b"")
    settings = target(checksum_file=True, done_file=".done")
    deliver(stored(), settings, remote, "a.csv", Try("id"))

    replaced = remote.log.index("replace a.csv")
    assert remote.log[:replaced][-2:] == ["remove a.csv.done", "remove a.csv.sha256"]
    assert remote.log[replaced + 1 :] == [
        "store .a.csv.sha256.id.1.part",
        "replace a.csv.sha256",
        "store .a.csv.done.id.1.part",
        "replace a.csv.done",
    ]


def test_companions_of_a_name_that_was_free_are_left_to_whoever_took_it() -> None:
    remote = MemoryRemote(a_csv_done=b"")
    remote.race = "a.csv"
    settings = target(if_exists="number", done_file=".done")
    delivery = deliver(stored(), settings, remote, "a.csv", Try("id"))

    assert delivery.path == "a-1.csv"
    assert "remove a.csv.done" not in remote.log


def test_a_writer_who_is_faster_gets_the_name_and_we_the_next_number() -> None:
    remote = MemoryRemote()
    remote.race = "a.csv"
    delivery = deliver(stored(), target(if_exists="number"), remote, "a.csv", Try("id"))

    assert delivery.path == "a-1.csv"
    assert remote.files == {"a.csv": b"another writer's", "a-1.csv": CONTENT}


def test_a_writer_who_is_faster_is_not_overwritten() -> None:
    remote, journal = MemoryRemote(), MemoryJournal()
    remote.race = "a.csv"
    with pytest.raises(NameTakenError):
        deliver(stored(), target(if_exists="fail"), remote, "a.csv", Try("id", 1, journal))

    assert remote.files == {"a.csv": b"another writer's"}
    assert journal.read() is None, "a missing temporary file must not look published"


def test_leftovers_of_earlier_tries_are_removed_and_nobody_elses() -> None:
    remote = MemoryRemote()
    remote.files = {
        ".a.csv.id.1.part": b"x",
        ".a.csv.id.2.part": b"x",
        ".a.csv.done.id.1.part": b"",
        ".a.csv.other.1.part": b"x",
    }
    deliver(stored(), target(done_file=".done"), remote, "a.csv", Try("id", 3))

    assert remote.files == {"a.csv": CONTENT, "a.csv.done": b"", ".a.csv.other.1.part": b"x"}


def test_a_rename_that_was_not_carried_out_means_sending_the_file_again() -> None:
    remote, journal = MemoryRemote(), intended()
    remote.files = {".a.csv.id.1.part": b"whatever is there"}
    deliver(stored(), target(), remote, "a.csv", Try("id", 2, journal))

    assert remote.files == {"a.csv": CONTENT}


def test_a_rename_that_was_carried_out_is_followed_by_the_companions_only() -> None:
    remote, journal = MemoryRemote(a_csv=CONTENT), intended()
    deliver(stored(), target(done_file=".done"), remote, "a.csv", Try("id", 2, journal))

    assert remote.log == ["store .a.csv.done.id.2.part", "replace a.csv.done"]


def test_a_server_that_tells_of_no_file_proves_nothing_by_not_telling_of_ours() -> None:
    remote, journal = MemoryRemote(), intended()
    remote.secretive = True
    deliver(stored(), target(), remote, "a.csv", Try("id", 2, journal))

    assert remote.files == {"a.csv": CONTENT}


def test_a_server_that_tells_of_the_final_name_would_have_told_of_the_temporary_one() -> None:
    remote, journal = MemoryRemote(a_csv=b"the partner's"), intended()
    remote.secretive = True
    deliver(stored(), target(if_exists="number"), remote, "a.csv", Try("id", 2, journal))

    assert remote.files == {"a.csv": b"the partner's"}


@pytest.mark.parametrize("found", [{}, {"a_csv": b"another day's"}])
def test_after_a_day_a_missing_temporary_file_proves_nothing(found: dict[str, bytes]) -> None:
    remote, journal = MemoryRemote(**found), intended(since=YESTERDAY)
    deliver(stored(), target(), remote, "a.csv", Try("id", 2, journal))

    assert remote.files == {"a.csv": CONTENT}
    assert "store .a.csv.id.2.part" in remote.log


def test_after_a_day_our_bytes_under_the_final_name_prove_that_it_was_published() -> None:
    remote, journal = MemoryRemote(a_csv=CONTENT), intended(since=YESTERDAY, verified=Verify.SIZE)
    settings = target(verify="size")
    delivery = deliver(stored(), settings, remote, "a.csv", Try("id", 2, journal))

    assert remote.log == ["read a.csv"]
    assert delivery.verified is Verify.READ_BACK, "what was proven, not what was asked for"


def test_a_rename_that_was_carried_out_is_reported_with_the_proof_obtained_before_it() -> None:
    remote, journal = MemoryRemote(), intended(verified=Verify.READ_BACK)
    delivery = deliver(stored(), target(), remote, "a.csv", Try("id", 2, journal))

    assert remote.log == []
    assert delivery.verified is Verify.READ_BACK, "the server was not asked for its checksum"


@pytest.mark.parametrize(
    "differing",
    [{"place": "me@elsewhere:0:a.csv"}, {"place": "me@memory:0:b.csv"}, {"sha256": "00" * 32}],
    ids=["another server", "another path", "other bytes"],
)
def test_what_was_intended_with_other_bytes_or_elsewhere_proves_nothing(
    differing: dict[str, str],
) -> None:
    remote, journal = MemoryRemote(a_csv=b"other bytes"), intended(**differing)
    deliver(stored(), target(), remote, "a.csv", Try("id", 2, journal))

    assert remote.files == {"a.csv": CONTENT}


def test_a_damaged_stored_file_is_never_published() -> None:
    remote = MemoryRemote(a_csv=b"old")
    with pytest.raises(SourceChangedError):
        deliver(stored(b"damaged"), target(), remote, "a.csv", Try("id"))

    assert remote.files == {"a.csv": b"old"}


def test_a_mode_that_cannot_be_set_publishes_nothing() -> None:
    remote = MemoryRemote()
    with pytest.raises(AccessDeniedError):
        deliver(stored(), target(mode="0640"), remote, "a.csv", Try("id"))

    assert remote.files == {}


def test_the_fact_sheet_is_plain_json() -> None:
    facts = deliver(stored(), target(), MemoryRemote(), "a.csv", Try("id", 2)).as_dict()

    assert facts.pop("seconds") >= 0  # type: ignore[operator] # a number
    assert facts == {
        "target": "sftp",
        "connection": "c",
        "server": "memory:0",
        "path": "a.csv",
        "bytes": len(CONTENT),
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
        "verified": "read_back",
        "attempts": 2,
    }

"""Archives written in one pass, as other people's programs read them."""

import gzip
import io
import random
import shutil
import struct
import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from antavo_export.pipeline.archives import encoder_for
from antavo_export.pipeline.archives.wrappers import Checks, Zip

MOMENT = datetime(2026, 3, 31, 6, 30, 7)  # noqa: DTZ001 - ZIP holds wall clocks
TEXT = b"".join(b"%d,Arvizturo,%d\r\n" % (n, n * n) for n in range(60_000))


def archived(archive: str, name: str, cuts: int, text: bytes = TEXT) -> bytes:
    chance = random.Random(cuts)  # noqa: S311 - no secret
    edges = sorted(chance.sample(range(len(text)), cuts)) if cuts else []
    encoder = encoder_for(archive, name, MOMENT)  # type: ignore[arg-type]  # parametrized
    parts = [text[a:b] for a, b in zip([0, *edges], [*edges, len(text)], strict=True)]
    return b"".join([*(bytes(encoder.encode(part)) for part in parts), encoder.finish()])


@pytest.mark.parametrize("archive", ["gzip", "zip"])
def test_an_archive_depends_on_the_text_and_not_on_how_it_was_cut(archive: str) -> None:
    assert len({archived(archive, "events.csv.zip", cuts) for cuts in (0, 1, 7, 2000)}) == 1


def test_gzip_is_one_member_without_a_time() -> None:
    data = archived("gzip", "events.csv.gz", 5)
    assert gzip.decompress(data) == TEXT
    assert data[4:8] == bytes(4)


def test_an_empty_file_can_be_archived() -> None:
    assert gzip.decompress(archived("gzip", "events.csv.gz", 0, b"")) == b""
    with zipfile.ZipFile(io.BytesIO(archived("zip", "events.csv.zip", 0, b""))) as archive:
        assert archive.read("events.csv") == b""


@pytest.mark.parametrize("program", ["unzip", "bsdtar", "jar", "7z"])
def test_other_programs_read_the_zip(tmp_path: Path, program: str) -> None:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"there is no {program} here")
    file = tmp_path / "árvíz.csv.zip"
    file.write_bytes(archived("zip", file.name, 9))
    read = {
        "unzip": [found, "-q", str(file)],
        "bsdtar": [found, "-xf", str(file)],
        "jar": [found, "xf", str(file)],
        "7z": [found, "x", str(file)],
    }[program]
    subprocess.run(read, cwd=tmp_path, check=True, capture_output=True)  # noqa: S603 - found above
    assert [each.read_bytes() for each in tmp_path.glob("*.csv")] == [TEXT]


def test_sizes_beyond_four_gigabytes_have_room() -> None:
    size, small = 5_000_000_000, 4_500_000_000
    tail = Zip("events.csv", MOMENT).tail(Checks(crc=1, length=size, compressed=small))
    assert tail.startswith(b"PK\x07\x08" + struct.pack("<LQQ", 1, small, size))
    end = tail.index(b"PK\x06\x06")
    directory_size, directory_start = struct.unpack_from("<QQ", tail, end + 40)
    assert directory_start == len(Zip("events.csv", MOMENT).head()) + small + 24
    assert directory_size == end - 24

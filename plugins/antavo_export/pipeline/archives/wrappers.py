"""What stands before and after the compressed bytes: the headers and trailers of gzip and ZIP."""

import struct
from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol


@dataclass(frozen=True)
class Checks:
    """What a trailer tells of the content: CRC-32, length, and length when compressed."""

    crc: int
    length: int
    compressed: int


class Wrapper(Protocol):
    """The bytes around one deflate stream."""

    @abstractmethod
    def head(self) -> bytes:
        """Return what stands before the stream."""

    @abstractmethod
    def tail(self, checks: Checks) -> bytes:
        """Return what stands after the stream."""


class Gzip:
    """One gzip member (RFC 1952) without a name or a time, so equal content is equal bytes."""

    def head(self) -> bytes:
        return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"

    def tail(self, checks: Checks) -> bytes:
        return struct.pack("<LL", checks.crc, checks.length & 0xFFFFFFFF)


class Zip:
    """A ZIP archive of one member, written without going back (APPNOTE.TXT 6.3.10).

    Sizes and CRC follow the content in a data descriptor. The ZIP64 fields are there whatever the
    size, because it is not known when the first bytes leave.

    Args:
        member: The name of the file inside.
        moment: Its time stamp, wall clock as it stands: ZIP knows no zones, and no odd seconds.
    """

    _VERSION: Final = 45  # the first with ZIP64
    _FLAGS: Final = 0x0808  # a data descriptor follows; the name is UTF-8
    _METHOD: Final = 8  # deflate
    _UNIX: Final = 3 << 8
    _MODE: Final = 0o100640 << 16

    def __init__(self, member: str, moment: datetime) -> None:
        self._name = member.encode()
        year = min(max(moment.year, 1980), 2107)
        self._date = (year - 1980) << 9 | moment.month << 5 | moment.day
        self._time = moment.hour << 11 | moment.minute << 5 | moment.second // 2

    def head(self) -> bytes:
        extra = struct.pack("<HHQQ", 1, 16, 0, 0)
        return (
            struct.pack(
                "<4sHHHHHLLLHH",
                b"PK\x03\x04", self._VERSION, self._FLAGS, self._METHOD, self._time, self._date,
                0, 0xFFFFFFFF, 0xFFFFFFFF, len(self._name), len(extra),
            )
            + self._name
            + extra
        )  # fmt: skip

    def tail(self, checks: Checks) -> bytes:
        sizes = checks.compressed, checks.length
        descriptor = struct.pack("<4sLQQ", b"PK\x07\x08", checks.crc, *sizes)
        start = len(self.head()) + checks.compressed + len(descriptor)
        directory = self._directory(checks)
        return descriptor + directory + _end(len(directory), start)

    def _directory(self, checks: Checks) -> bytes:
        extra = struct.pack("<HHQQ", 1, 16, checks.length, checks.compressed)
        return (
            struct.pack(
                "<4sHHHHHHLLLHHHHHLL",
                b"PK\x01\x02", self._VERSION | self._UNIX, self._VERSION, self._FLAGS,
                self._METHOD, self._time, self._date, checks.crc, 0xFFFFFFFF, 0xFFFFFFFF,
                len(self._name), len(extra), 0, 0, 0, self._MODE, 0,
            )
            + self._name
            + extra
        )  # fmt: skip


def _end(size: int, start: int) -> bytes:
    """Return the ZIP64 end records and the classic one, for a directory at ``start``."""
    end64 = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45 | 3 << 8, 45, 0, 0, 1, 1, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, start + size, 1)
    classic = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 1, 1, size, min(start, 0xFFFFFFFF), 0)
    return end64 + locator + classic

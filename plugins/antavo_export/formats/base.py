"""What every format has: a suffix, an optional archive, and the bytes around its rows."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Final, Literal

from pydantic import Field

from antavo_export.formats.framing import Framing
from antavo_export.section import Section

Archive = Literal["none", "zip", "gzip"]
_ARCHIVE_SUFFIX: Final[dict[str, str]] = {"none": "", "zip": ".zip", "gzip": ".gz"}


class BaseFormat(Section):
    """The common part of a ``file`` section.

    Attributes:
        media_types: What a file is to a browser (RFC 6838), for each suffix it may have.
    """

    media_types: ClassVar[dict[str, str]]

    archive: Archive = Field(
        default="none", description="Compress the file: `zip` (one member), `gzip` or `none`."
    )

    @property
    def extension(self) -> str:
        """Return the file name's ending, archive included, such as ``.csv.gz``."""
        return self.suffix + _ARCHIVE_SUFFIX[self.archive]

    @property
    @abstractmethod
    def suffix(self) -> str:
        """Return the ending of the file itself, such as ``.csv``."""

    @abstractmethod
    def framing(self, columns: Sequence[str]) -> Framing:
        """Return the bytes around the rows of a file with these column titles."""

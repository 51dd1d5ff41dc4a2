"""Which delivery this is, and which of its tries."""

import re
from dataclasses import dataclass, field

from antavo_export.pipeline.delivery.journal import Journal, MemoryJournal
from antavo_export.pipeline.delivery.names import part_path
from antavo_export.targets.replacing import ASIDE, PART, aside_of


@dataclass(frozen=True)
class Try:
    """One try of one delivery.

    ``delivery_id`` is the same for every try of a delivery and different from every other
    delivery's; what stands before a hyphen in it is the same for all of an export. ``number``
    counts the tries from 1; ``journal`` outlives the process of a try.
    """

    delivery_id: str
    number: int = 1
    journal: Journal = field(default_factory=MemoryJournal)

    def part(self, path: str) -> str:
        """Return the temporary name for ``path`` that only this try uses."""
        return part_path(path, self.delivery_id, self.number)

    @property
    def parts_of_the_export(self) -> re.Pattern[str] | None:
        """What the names of all temporary files of this export look like, None if it is unknown."""
        export, hyphen, delivery = self.delivery_id.partition("-")
        if not hyphen:
            return None
        hexadecimal = rf"[0-9a-f]{{{len(delivery)}}}"
        ends = "|".join(map(re.escape, (PART, ASIDE)))
        names = rf"\..+\.{re.escape(export)}-{hexadecimal}\.[0-9]+({ends})"
        return re.compile(names, re.DOTALL)

    def earlier_parts(self, path: str) -> list[str]:
        """Return the temporary names that earlier tries may have left behind."""
        return [part_path(path, self.delivery_id, n) for n in range(1, self.number)]

    def earlier_asides(self, path: str) -> list[str]:
        """Return the names under which earlier tries may have put aside what they replaced."""
        return [aside_of(part) for part in self.earlier_parts(path)]

"""The rows as plain Python: what the database holds and the oracle reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Dataset:
    """Everything in the database.

    Attributes:
        rows: The rows of every data model's table, in physical order, by column.
        users: The people who may log in, which audit entries refer to.
        segment_members: Pairs of a customer's ID and a segment's.
    """

    rows: Mapping[str, Sequence[Row]]
    users: Sequence[Row]
    segment_members: Sequence[tuple[str, str]]

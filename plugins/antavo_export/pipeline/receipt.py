"""The fact sheet of one produced file."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self


@dataclass(frozen=True)
class Receipt:
    """What one run produced; every number was counted from the bytes that were published.

    Attributes:
        export_id: The export, also its DAG's id.
        run_id: The Airflow run.
        file_name: The name people download the file under, archive suffix included.
        uri: Where the store keeps it; only the store that made it can read it.
        rows: Rows of data, without the header.
        bytes: Size of the file as stored, so of the archive when there is one.
        sha256: Lower-case hex, of the same bytes.
        columns: The titles, in order.
        run_moment: The instant relative dates were counted from, ISO 8601 in the export's zone.
        sql_sha256: Hash of the statement, so that two runs can be told to have asked the same.
        config_sha256: Hash of the validated configuration.
        started_at: ISO 8601 in UTC.
        seconds: Elapsed time of each stage (``connect``, ``read``, ``publish``) and ``total``.
        readers: How many database connections read the rows.
    """

    export_id: str
    run_id: str
    file_name: str
    uri: str
    rows: int
    bytes: int
    sha256: str
    columns: tuple[str, ...]
    run_moment: str
    sql_sha256: str
    config_sha256: str
    started_at: str
    seconds: Mapping[str, float]
    readers: int

    def as_dict(self) -> dict[str, Any]:
        """Return the receipt as JSON values."""
        return {**asdict(self), "columns": list(self.columns), "seconds": dict(self.seconds)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the receipt that `as_dict` turned into ``data``; keys of other versions are left.

        Raises:
            KeyError: a fact is missing, so ``data`` is no receipt.
        """
        facts = {field.name: data[field.name] for field in fields(cls)}
        return cls(**{**facts, "columns": tuple(facts["columns"])})

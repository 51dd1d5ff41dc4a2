"""A compiled export: one COPY statement, whole or for a range of the table's pages."""

from dataclasses import dataclass

from psycopg import sql

from antavo_export.formats.framing import Framing
from antavo_export.sql.members import Member


@dataclass(frozen=True)
class PageRange:
    """Half-open range ``[first, last)`` of a table's 8 kB pages; no ``last`` means to the end."""

    first: int
    last: int | None = None


@dataclass(frozen=True)
class Statement:
    """What Postgres runs to produce the rows of a file, each ending in a newline.

    Attributes:
        table: Schema and name of the table that is read, unquoted.
        columns: The titles of the columns, in order.
        framing: The bytes around the rows, which Postgres does not write.
        members: What the cells are members of, for JSON; each row is one object then.
        splittable: Whether page ranges of the table add up to the whole result.
    """

    table: tuple[str, str]
    columns: tuple[str, ...]
    framing: Framing
    members: tuple[Member, ...]
    splittable: bool
    cells: tuple[sql.Composable, ...]
    where: sql.Composable | None
    tail: sql.Composable
    options: sql.Composable

    def copy(self, pages: PageRange | None = None, *, limit: int | None = None) -> sql.Composed:
        """Return ``COPY (query) TO STDOUT`` with the options of the format.

        Args:
            pages: Read only these pages; for a splittable statement.
            limit: Return at most so many rows, for a preview.
        """
        return sql.SQL("COPY (\n{}\n) TO STDOUT ({})").format(
            self.query(pages, limit=limit), self.options
        )

    def query(self, pages: PageRange | None = None, *, limit: int | None = None) -> sql.Composed:
        """Return the SELECT inside the COPY; its columns are the cells of the file.

        JSON has an empty one more, see `antavo_export.sql.json_objects`.
        """
        where = [self.where] if self.where is not None else []
        if pages is not None:
            where = [*(sql.SQL("({})").format(part) for part in where), *_within(pages)]
        return sql.SQL("").join(
            (
                sql.SQL("SELECT\n    "),
                sql.SQL(",\n    ").join(self.cells),
                sql.SQL("\nFROM {} AS t").format(sql.Identifier(*self.table)),
                sql.SQL("\nWHERE " if where else ""),
                sql.SQL("\n    AND ").join(where),
                self.tail,
                sql.SQL("" if limit is None else f"\nLIMIT {int(limit)}"),
            )
        )


def _within(pages: PageRange) -> list[sql.Composable]:
    conditions = [sql.SQL("t.ctid >= {}::tid").format(sql.Literal(f"({pages.first},0)"))]
    if pages.last is not None:
        conditions.append(sql.SQL("t.ctid < {}::tid").format(sql.Literal(f"({pages.last},0)")))
    return list(conditions)

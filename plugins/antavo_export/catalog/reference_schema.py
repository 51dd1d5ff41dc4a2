"""The reference schema: PostgreSQL tables that fit the shipped data models as they stand.

A database with these tables needs no overlay. The demo and the tests are made from it.
"""

from importlib.resources import files

_SCHEMA = files("antavo_export.catalog") / "schema"


def tables_sql() -> str:
    """Return the DDL of the schema ``loyalty``, its tables and primary keys."""
    return (_SCHEMA / "tables.sql").read_text(encoding="utf-8")


def indexes_sql() -> str:
    """Return the DDL of the indexes, best run once the tables are filled."""
    return (_SCHEMA / "indexes.sql").read_text(encoding="utf-8")


def reader_role_sql() -> str:
    """Return the SQL that creates the role ``antavo_export``, which can only read the tables.

    It holds no password. It fails where the role exists and may do more than read.
    """
    return (_SCHEMA / "reader_role.sql").read_text(encoding="utf-8")


def schema_sql() -> str:
    """Return the whole DDL; run in one transaction it changes nothing where a table exists."""
    return f"{tables_sql()}\n{indexes_sql()}"

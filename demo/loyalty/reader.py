"""The role that exports read the loyalty programme with, made by the SQL that the product ships."""

from psycopg import Connection, sql

from antavo_export.catalog.reference_schema import reader_role_sql

READER = "antavo_export"


def create_reader(connection: Connection, password: str) -> None:
    """Create the role, or bring it up to date, and set its password.

    Args:
        connection: To the filled database, as a role that may create roles.
        password: Sent as it is: keep statements out of the server's log, or set it in psql.
    """
    connection.execute(reader_role_sql().encode())
    statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
    connection.execute(statement.format(sql.Identifier(READER), sql.Literal(password)))

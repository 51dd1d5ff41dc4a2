"""Does the database have what the exports need."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from antavo_export.catalog import load_catalog
from antavo_export.catalog.reference_schema import schema_sql
from tests.fixtures.command_line import CommandLine, modules_after

CONFIG = """\
name: Customers
model: customers
filters:
  - - {attribute: status, operator: equals, value: active}
    - {attribute: properties.size, operator: is_not_empty}
fields:
  - {from: _id}
  - {from: score}
  - {from: last_login_at}
  - {from: labels}
  - {from: spendable}
  - {from: tiers.gold.points}
"""
OVERLAY = """\
fields:
  - {name: score, type: decimal, sql: "t.score::text::numeric", description: Points}
"""


@pytest.fixture
def loyalty(empty_database: str) -> str:
    """Return the URI of a database with the empty tables of the reference schema."""
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute(schema_sql().encode())
    return empty_database


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return an export's file."""
    path = tmp_path / "customers.yaml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


@pytest.fixture
def overlaid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what puts the overlay in force."""

    def overlaid() -> None:
        overlays = tmp_path / "overlays"
        overlays.mkdir()
        (overlays / "customers.yaml").write_text(OVERLAY, encoding="utf-8")
        monkeypatch.setenv("AIRFLOW__ANTAVO_EXPORT__CATALOG_OVERLAYS", str(overlays))

    return overlaid


def change(uri: str, *statements: str) -> None:
    """Run statements that change the schema."""
    with psycopg.connect(uri, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


@pytest.mark.parametrize("model", load_catalog().names)
def test_the_reference_schema_has_what_every_data_model_needs(
    antavo_export: CommandLine, loyalty_uri: str, tmp_path: Path, model: str
) -> None:
    path = tmp_path / "all.yaml"
    path.write_text(
        f"name: x\nmodel: {model}\nfilters: none\nfields: all\n"
        f"file: {{format: json, any_model: true}}\n"
    )

    answer = antavo_export("validate", path, "--database", loyalty_uri)

    assert answer.err == ""
    assert answer.out == "1 export, no mistakes\n"


def test_a_database_without_the_table_is_told_once_at_the_model(
    antavo_export: CommandLine, empty_database: str, file: Path
) -> None:
    answer = antavo_export("validate", file, "--database", empty_database)

    assert answer.code == 1
    assert answer.err == (
        f'{file}:2: model: the database says: relation "loyalty.customers" does not exist\n'
    )
    assert answer.out == "1 export, 1 with mistakes, 1 in all\n"


def test_what_the_catalogue_has_otherwise_is_told_at_each_field(
    antavo_export: CommandLine, loyalty: str, file: Path
) -> None:
    change(
        loyalty,
        "ALTER TABLE loyalty.customers DROP COLUMN status CASCADE",
        "ALTER TABLE loyalty.customers ALTER properties TYPE json",
        "ALTER TABLE loyalty.customers ALTER last_login_at TYPE timestamp",
        "ALTER TABLE loyalty.customers ALTER labels TYPE text",
        "ALTER TABLE loyalty.customers ALTER tiers TYPE text",
        "ALTER TABLE loyalty.customers ALTER _id TYPE bytea USING _id::bytea",
    )

    answer = antavo_export("validate", file, "--database", loyalty)

    told = answer.err.replace(f"{file}:", "").splitlines()
    assert told == [
        "2: model: '_id' is of type string, but its source is bytea; it must be text",
        "4: filters.0.0.attribute: the database says: column t.status does not exist",
        "5: filters.0.1.attribute: 'properties.size' is of type string, but the column properties"
        " is json; it must be jsonb",
        "7: fields.0.from: '_id' is of type string, but its source is bytea; it must be text",
        "9: fields.2.from: 'last_login_at' is of type datetime, but its source is timestamp"
        " without time zone; it must be timestamptz",
        "10: fields.3.from: 'labels' is of type list, but its source is text; it must be an array",
        "12: fields.5.from: 'tiers.gold.points' is of type decimal, but the column tiers is text;"
        " it must be jsonb",
    ]


def test_types_that_a_brand_may_have_instead_are_fine(
    antavo_export: CommandLine, loyalty: str, file: Path
) -> None:
    change(
        loyalty,
        "CREATE TYPE standing AS ENUM ('active')",
        "ALTER TABLE loyalty.customers ALTER status TYPE standing USING status::standing",
        "ALTER TABLE loyalty.customers ALTER score TYPE integer",
        "ALTER TABLE loyalty.customers ALTER labels TYPE varchar(20)[]",
        "ALTER TABLE loyalty.customers ALTER _id TYPE uuid USING _id::uuid",
    )

    assert antavo_export("validate", file, "--database", loyalty).err == ""


@pytest.mark.parametrize("type_", ["real", "double precision"])
def test_a_binary_number_is_no_decimal_until_an_overlay_casts_it_through_text(
    antavo_export: CommandLine,
    loyalty: str,
    file: Path,
    overlaid: Callable[[], None],
    type_: str,
) -> None:
    change(loyalty, f"ALTER TABLE loyalty.customers ALTER score TYPE {type_}")
    text = CONFIG.replace("  - {from: spendable}\n", "")  # which is reckoned from the score
    file.write_text(text, encoding="utf-8")

    answer = antavo_export("validate", file, "--database", loyalty)

    assert answer.err == (
        f"{file}:8: fields.1.from: 'score' is of type decimal, but its source is {type_}, which "
        "Postgres rounds to numeric; write its sql in an overlay as t.score::text::numeric\n"
    )
    overlaid()
    assert antavo_export("validate", file, "--database", loyalty).err == ""


def test_a_cast_of_a_binary_number_rounds_it_and_its_text_does_not(loyalty: str) -> None:
    with psycopg.connect(loyalty) as connection:
        row = connection.execute(
            "SELECT x::numeric, x::text::numeric FROM (SELECT 1234567::real) AS t (x)"
        ).fetchone()

    assert row == (1234570, 1234567)


def test_a_right_that_is_missing_is_told(
    antavo_export: CommandLine, loyalty: str, file: Path
) -> None:
    role = f"reader_{conninfo_to_dict(loyalty)['dbname']}"
    with psycopg.connect(loyalty, autocommit=True) as connection:
        for statement in (
            "CREATE ROLE {} LOGIN PASSWORD 'reader'",
            "GRANT USAGE ON SCHEMA loyalty TO {}",
            "GRANT SELECT (_id, status) ON loyalty.customers TO {}",
        ):
            connection.execute(sql.SQL(statement).format(sql.Identifier(role)))

    answer = antavo_export(
        "validate",
        file,
        "--database",
        make_conninfo(loyalty, user=role, password="reader"),  # noqa: S106 - of this test's role
    )

    assert answer.code == 1
    assert len(answer.err.splitlines()) == 6
    assert "permission denied for table customers" in answer.err


def test_a_file_with_mistakes_is_not_asked_about(
    antavo_export: CommandLine, loyalty: str, file: Path
) -> None:
    file.write_text(CONFIG.replace("model: customers", "model: custommers"))

    answer = antavo_export("validate", file, "--database", loyalty)

    assert answer.err.count("\n") == 1
    assert "did you mean 'customers'?" in answer.err


def test_the_connection_comes_from_the_environment_and_airflow_is_not_needed(
    loyalty: str, file: Path
) -> None:
    answer, modules = modules_after(
        "validate", "--database", file, environment={"AIRFLOW_CONN_ANTAVO": loyalty}
    )

    assert answer.out == "1 export, no mistakes\n"
    assert "antavo_export.cli.database_check" in modules
    assert "airflow" not in modules


def test_a_server_that_is_not_there_is_an_error(antavo_export: CommandLine, file: Path) -> None:
    answer = antavo_export("validate", file, "--database", "postgresql://me@127.0.0.1:1/loyalty")

    assert answer.code == 1
    assert answer.err.startswith("me at 127.0.0.1:1, database loyalty: the connection failed")

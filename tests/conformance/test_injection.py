"""Hostile texts in every place of a configuration stay data.

Each is run twice: as the product runs it, compared with the oracle, and then its statement alone
by a superuser who may write, where nothing but the statement itself protects the canary.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import psycopg
import pytest
from psycopg.types.json import Jsonb

from antavo_export.catalog import load_catalog
from antavo_export.catalog.reference_schema import tables_sql
from antavo_export.errors import ConfigError
from antavo_export.sql.compiler import compile_export
from demo.postgres import Postgres
from tests.conformance.both import MOMENT, Both
from tests.conformance.configs import Column, Config, Constant, Criterion, FileOptions
from tests.conformance.data import database
from tests.conformance.product import Product, ReusedConnection

PAYLOADS: Final = (
    "'; DROP TABLE canary; --", "' OR '1'='1", "\\'; DROP TABLE canary; --", "\\", "'", "''", '"',
    '"; DROP TABLE canary; --', "') TO STDOUT; DROP TABLE canary; COPY (SELECT '", "x'::text; --",
    "$$; DROP TABLE canary; $$", "$1", "$run_moment", "$tag$ x $tag$", "%s %(x)s %%", "{} {x} {{",
    "/* */ -- ;", "E'\\x27'; DROP TABLE canary; --", "U&'\\0027'", "\\x27 OR 1=1", "\\.", "NULL",
    "'||(SELECT note FROM canary)||'", "\uff07; DROP TABLE canary; --", "é'😀\"\\", "; ",
    "a'b\"c\\d",
    "*/ DROP TABLE canary; /*", "\\u0027 \\n", "{{ ''.__class__ }}", ":x", "@x", "null", "[]",
    "line\n'; DROP TABLE canary; --", "tab\t'", "') AS t; DROP TABLE canary; --", "\x01'\x02",
)  # fmt: skip
_PATHS: Final = [text for text in PAYLOADS if text.isprintable() and "." not in text]
_PATHS_ALLOWED: Final = [text for text in _PATHS if "*" not in text]
KEY: Final = Column("_id")
CSV: Final = FileOptions()
JSON: Final = FileOptions(format="json", any_model=True)


class Attacked:
    """A database with a canary, and a row for every payload."""

    def __init__(self, both: Both, superuser: psycopg.Connection) -> None:
        self.both = both
        self.superuser = superuser

    def stays_data(self, config: Config) -> None:
        """Fail unless both readings agree and the statement alone does no harm."""
        expected = self.both.agree(config)
        statement = compile_export(self.both.product.load(config.yaml()), MOMENT)
        text = statement.copy().as_string(None)
        self._is_one_statement(text)
        files = {self._alone(text, conforming) for conforming in ("on", "off")}
        assert len(files) == 1, f"depends on standard_conforming_strings\n{config.yaml()}"
        assert len(files.pop()) == len(expected.rows)
        assert self.superuser.execute("SELECT note FROM canary").fetchall() == [("alive",)]

    def _is_one_statement(self, text: str) -> None:
        """Let the server parse it: the extended protocol takes one statement and no more."""
        result = self.superuser.pgconn.prepare(b"", text.encode())
        assert result.status == psycopg.pq.ExecStatus.COMMAND_OK, result.error_message

    def _alone(self, text: str, conforming: str) -> tuple[bytes, ...]:
        self.superuser.execute(f"SET standard_conforming_strings = {conforming}")
        with self.superuser.cursor() as cursor, cursor.copy(text.encode()) as copy:
            return tuple(map(bytes, copy))


@pytest.fixture(scope="module")
def attacked(postgres_server: Postgres) -> Iterator[Attacked]:
    """Yield the attacked database; the superuser's session may write and commits at once."""
    postgres_server.create_database("attacked")
    uri, catalog = postgres_server.uri("attacked"), load_catalog()
    with psycopg.connect(uri) as connection:
        connection.execute(tables_sql().encode())
        connection.execute("CREATE TABLE canary AS SELECT 'alive' AS note")
        for index, text in enumerate(PAYLOADS):
            connection.execute(
                "INSERT INTO loyalty.customers (_id, status, created_at, email, labels, properties)"
                " VALUES (%s, 'active', '2026-01-01', %s, %s, %s)",
                [f"p{index:02}", text, [text, "x"], Jsonb({"key": text, text: f"at {text}"})],
            )
    with psycopg.connect(uri) as connection:
        dataset = database.read(connection, catalog)
    reused = ReusedConnection.connect(uri)
    superuser = psycopg.connect(uri, autocommit=True, options="-c escape_string_warning=off")
    yield Attacked(Both(Product(catalog, reused), dataset), superuser)
    superuser.close()
    reused.really_close()


payload = pytest.mark.parametrize("text", PAYLOADS, ids=ascii)


def _customers(*columns: Column, file: FileOptions = CSV) -> Config:
    return Config("customers", (KEY, *columns), file=file)


@payload
def test_a_filter_value_stays_data(attacked: Attacked, text: str) -> None:
    criteria = [
        *(Criterion("email", o, text) for o in ("equals", "not_equals", "contains")),
        *(Criterion("email", o, text) for o in ("not_contains", "starts_with", "ends_with")),
        *(Criterion("email", o, (text, "x")) for o in ("in", "not_in")),
        *(Criterion("labels", o, text) for o in ("contains", "not_contains")),
        *(Criterion("labels", o, (text, "x")) for o in ("contains_any", "contains_all")),
        Criterion("properties.key", "equals", text),
    ]
    for criterion in criteria:
        config = replace(_customers(Column("email")), filters=((criterion,),))
        attacked.stays_data(config)


@payload
def test_a_value_between_other_criteria_stays_data(attacked: Attacked, text: str) -> None:
    criterion = Criterion("email", "equals", text)
    other = Criterion("status", "equals", "active")
    attacked.stays_data(replace(_customers(), filters=((criterion, other), (criterion,))))


@pytest.mark.parametrize("text", _PATHS_ALLOWED, ids=ascii)
@pytest.mark.parametrize("file", [FileOptions(), JSON], ids=["csv", "json"])
def test_a_custom_attributes_path_stays_data(
    attacked: Attacked, text: str, file: FileOptions
) -> None:
    name = f"properties.{text}"
    attacked.stays_data(_customers(Column(name), Column(f"{name}.deeper"), file=file))
    criterion = Criterion(name, "equals", f"at {text}")
    attacked.stays_data(replace(_customers(), filters=((criterion,),)))
    columns = (Column(name, aggregation="group"), Column("_id", aggregation="count"))
    attacked.stays_data(Config("customers", columns, aggregate=True, file=file))


@payload
@pytest.mark.parametrize("file", [FileOptions(), FileOptions(format="psv"), JSON])
def test_a_title_stays_data(attacked: Attacked, text: str, file: FileOptions) -> None:
    config = _customers(Column("email", to=text), file=file)
    attacked.stays_data(config)
    content = attacked.both.product.run(config.yaml(), MOMENT).decode()
    assert "alive" not in content


@pytest.mark.parametrize("text", [text for text in _PATHS if ";" not in text], ids=ascii)
def test_a_title_in_an_error_stays_data(attacked: Attacked, text: str) -> None:
    file = FileOptions(delimiter=";", enclosure="none")
    config = replace(_customers(Column("email", to=text), file=file), filters=_NEWLINE)
    attacked.both.agree(config)


@payload
@pytest.mark.parametrize("file", [FileOptions(), JSON], ids=["csv", "json"])
@pytest.mark.parametrize("entries", [1, 20])
def test_replace_keys_and_values_and_defaults_stay_data(
    attacked: Attacked, text: str, file: FileOptions, entries: int
) -> None:
    many: dict[Constant, Constant] = {f"no {index}": text for index in range(1, entries)}
    replaced = Column("email", replace={**many, text: f"was {text}"}, default=text)
    inserted = Column("labels", replace={f"{text},x": text})
    missing = Column("first_name", default=text)
    from_empty = Column("last_name", replace={**many, "": text})
    attacked.stays_data(_customers(replaced, inserted, missing, from_empty, file=file))


@payload
def test_a_default_of_a_group_stays_data(attacked: Attacked, text: str) -> None:
    columns = (
        Column("first_name", aggregation="group", default=text),
        Column("email", aggregation="count", replace={len(PAYLOADS): text}),
    )
    attacked.stays_data(Config("customers", columns, aggregate=True))


@payload
@pytest.mark.parametrize("enclosure", ['"', "none"])
def test_a_null_text_stays_data_or_is_refused(
    attacked: Attacked, text: str, enclosure: str
) -> None:
    config = _customers(Column("score"), Column("first_name"))
    config = replace(config, file=FileOptions(delimiter="|", enclosure=enclosure, null=text))
    if {"'", '"', "\n", "|"} & set(text):
        with pytest.raises(ConfigError, match="null"):
            attacked.both.product.load(config.yaml())
    elif (text, enclosure) == ("\\.", "none"):
        attacked.both.agree(config)  # both refuse: COPY could not read it back
    else:
        attacked.stays_data(config)


@pytest.mark.parametrize("text", [t for t in PAYLOADS if t.isprintable()], ids=ascii)
def test_the_name_of_an_export_is_no_part_of_its_statement(attacked: Attacked, text: str) -> None:
    named = attacked.both.product.load(replace(_customers(), name=text).yaml())
    plain = attacked.both.product.load(_customers().yaml())
    assert compile_export(named, MOMENT).copy() == compile_export(plain, MOMENT).copy()


@payload
def test_a_remote_path_is_refused_or_no_part_of_the_statement(
    attacked: Attacked, text: str
) -> None:
    plain = attacked.both.product.load(_customers().yaml())
    yaml = _customers().yaml() + f"target: {{type: sftp, connection: x, path: {text!a}}}\n"
    try:
        loaded = attacked.both.product.load(yaml)
    except ConfigError:
        return
    assert compile_export(loaded, MOMENT).copy() == compile_export(plain, MOMENT).copy()


@payload
@pytest.mark.parametrize(
    ("attribute", "operator"),
    [
        ("score", "equals"),
        ("purchase_count", "gt"),
        ("birth_date", "lt"),
        ("created_at", "gte"),
        ("status", "equals"),
        ("tiers.default.manual", "equals"),
        ("email", "equals; --"),
        ("email'", "equals"),
    ],
)
def test_a_text_where_none_belongs_is_refused(
    attacked: Attacked, text: str, attribute: str, operator: str
) -> None:
    criterion = Criterion(attribute, operator, text)
    config = replace(_customers(), filters=((criterion,),))
    with pytest.raises(ConfigError):
        attacked.both.product.load(config.yaml())


@payload
@pytest.mark.parametrize("place", ["model", "timezone"])
def test_a_name_that_is_looked_up_is_refused(attacked: Attacked, text: str, place: str) -> None:
    config = replace(_customers(), **{place: text})  # type: ignore[arg-type]  # both are texts
    with pytest.raises(ConfigError):
        attacked.both.product.load(config.yaml())


_NEWLINE: Final = ((Criterion("email", "contains", "\n"),),)

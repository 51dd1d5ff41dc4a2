"""The demo's loyalty programme: whole, consistent, awkward where life is, and always the same."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import psycopg
import pytest
from psycopg import Connection, sql

from antavo_export.catalog import DataModel, Field, load_catalog
from antavo_export.field_types import FieldType
from demo.loyalty import REFERENCE_DAY, fill, is_filled
from demo.loyalty.texts import AWKWARD
from demo.postgres import Postgres

CUSTOMERS, EVENTS = 1_000, 20_000
CATALOG = load_catalog()
MODELS = [CATALOG.model(name) for name in CATALOG.names]
RUN_MOMENT = "timestamptz '2026-03-31 00:00:00+00'"
FIELDS = [(model, field) for model in MODELS for field in model.fields.values()]
ENUMS = [(model, field) for model, field in FIELDS if field.type is FieldType.ENUM]


@contextmanager
def _new_database(server: Postgres) -> Iterator[Connection]:
    name = f"demo_{secrets.token_hex(6)}"
    server.create_database(name)
    try:
        with psycopg.connect(server.uri(name)) as connection:
            yield connection
    finally:
        server.drop_database(name)


@pytest.fixture(scope="module")
def programme(postgres_server: Postgres) -> Iterator[Connection]:
    """A database with a small programme in it; tests only read."""
    with _new_database(postgres_server) as connection:
        fill(connection, customers=CUSTOMERS, events=EVENTS)
        connection.commit()
        connection.autocommit = True
        yield connection


@pytest.fixture
def empty(postgres_server: Postgres) -> Iterator[Connection]:
    """A database with nothing in it."""
    with _new_database(postgres_server) as connection:
        yield connection


def _id(case: object) -> str:
    return case.name if isinstance(case, DataModel | Field) else str(case)


def _value(model: DataModel, field: Field) -> sql.Composable:
    if field.sql is not None:
        return sql.SQL(CATALOG.expression(model, field, RUN_MOMENT))
    if field.path is not None:
        column, *keys = field.path
        return sql.SQL("t.{} #>> {}").format(sql.Identifier(column), sql.Literal(keys))
    return sql.SQL("t.{}").format(sql.Identifier(field.column or ""))


def _count(connection: Connection, condition: str) -> int:
    """Return how many rows ``FROM ...`` has."""
    row = connection.execute(b"SELECT count(*) " + condition.encode()).fetchone()
    assert row is not None
    return int(row[0])


def _fingerprints(connection: Connection) -> dict[str, str]:
    """Return a digest of the rows of every table."""
    tables = [model.table for model in MODELS] + [("loyalty", "segment_members")]
    found = {}
    for table in tables:
        statement = sql.SQL("SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {} AS t")
        row = connection.execute(statement.format(sql.Identifier(*table))).fetchone()
        assert row is not None
        found[table[1]] = str(row[0])
    return found


def test_there_are_as_many_customers_and_events_as_asked_for(programme: Connection) -> None:
    assert is_filled(programme)
    assert _count(programme, "FROM loyalty.customers") == CUSTOMERS
    assert _count(programme, "FROM loyalty.coupons") == CUSTOMERS
    assert _count(programme, "FROM loyalty.events") == EVENTS


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=_id)
def test_no_field_is_empty_in_every_row(
    programme: Connection, model: DataModel, field: Field
) -> None:
    statement = sql.SQL("SELECT count(*) FROM {} AS t WHERE ({}) IS NOT NULL").format(
        sql.Identifier(*model.table), _value(model, field)
    )
    row = programme.execute(statement).fetchone()

    assert row is not None
    assert row[0] > 0


@pytest.mark.parametrize(("model", "field"), ENUMS, ids=_id)
def test_every_possible_value_occurs_and_no_other(
    programme: Connection, model: DataModel, field: Field
) -> None:
    statement = sql.SQL("SELECT DISTINCT {} FROM {} AS t").format(
        _value(model, field), sql.Identifier(*model.table)
    )
    found = {value for (value,) in programme.execute(statement)} - {None}

    assert found >= set(field.values)
    assert field.open or found == set(field.values)


def test_custom_actions_occur_too(programme: Connection) -> None:
    assert _count(programme, "FROM loyalty.events WHERE action = 'survey_done'") > 0


def test_the_same_arguments_give_the_same_rows(programme: Connection, empty: Connection) -> None:
    empty.execute("SET TimeZone = 'America/St_Johns'")
    empty.execute("SET DateStyle = 'German'")
    fill(empty, customers=CUSTOMERS, events=EVENTS, seed=1, today=REFERENCE_DAY)
    empty.execute("SET TimeZone = 'UTC'")
    programme.execute("SET TimeZone = 'UTC'")
    empty.execute("SET DateStyle = 'ISO'")

    assert _fingerprints(empty) == _fingerprints(programme)


def test_another_seed_gives_other_rows_in_every_table(
    programme: Connection, empty: Connection
) -> None:
    fill(empty, customers=CUSTOMERS, events=EVENTS, seed=2)

    other, same = _fingerprints(empty), _fingerprints(programme)
    assert [table for table, digest in other.items() if digest == same[table]] == []


def test_another_day_moves_the_programme_there(empty: Connection) -> None:
    fill(empty, customers=10, events=200, today=date(2031, 2, 3))

    row = empty.execute('SELECT min("timestamp"), max("timestamp") FROM loyalty.events').fetchone()
    assert row is not None
    assert datetime(2029, 2, 3, tzinfo=UTC) <= row[0]
    assert datetime(2031, 1, 20, tzinfo=UTC) < row[1] < datetime(2031, 2, 3, tzinfo=UTC)


def test_balances_are_what_the_events_add_up_to(programme: Connection) -> None:
    wrong = _count(
        programme,
        """FROM loyalty.customers AS c JOIN (
             SELECT customer, sum(greatest(points, 0)) AS score, sum(greatest(-points, 0)) AS spent,
               max("timestamp") FILTER (WHERE action = 'daily_login') AS login,
               coalesce(sum((properties ->> 'total')::numeric)
                 FILTER (WHERE action = 'checkout'), 0) AS total
             FROM loyalty.events GROUP BY customer) AS e ON e.customer = c._id
           WHERE (c.score, c.spent, coalesce(c.purchase_total, 0)) <> (e.score, e.spent, e.total)
             OR c.last_login_at IS DISTINCT FROM e.login""",
    )

    assert wrong == 0


def test_no_balance_was_ever_below_zero(programme: Connection) -> None:
    overdrawn = "(snapshot ->> 'score')::numeric < (snapshot ->> 'spent')::numeric"

    assert _count(programme, f"FROM loyalty.events WHERE {overdrawn}") == 0
    assert _count(programme, "FROM loyalty.events WHERE points < 0") > 0


def test_a_purchase_is_the_sum_of_its_lines(programme: Connection) -> None:
    lines = """FROM loyalty.events AS e JOIN (
        SELECT parent, sum((properties ->> 'total')::numeric) AS total,
          sum((properties ->> 'points_rewarded')::numeric) AS points, count(*) AS lines
        FROM loyalty.events WHERE action = 'checkout_item' GROUP BY parent) AS l
        ON l.parent = e._id AND e.action = 'checkout'"""

    assert _count(programme, lines) == _count(
        programme, "FROM loyalty.events WHERE action = 'checkout'"
    )
    assert (
        _count(
            programme,
            f"{lines} WHERE (e.properties ->> 'total')::numeric <> l.total OR e.points <> l.points",
        )
        == 0
    )


def test_customers_do_nothing_before_they_join_or_after_they_leave(programme: Connection) -> None:
    outside = """FROM loyalty.events AS e JOIN loyalty.customers AS c ON c._id = e.customer
        WHERE e."timestamp" < c.optin_at OR e."timestamp" > c.optout_at"""

    assert _count(programme, outside) == 0


def test_every_event_belongs_to_a_customer(programme: Connection) -> None:
    strangers = """FROM loyalty.events AS e
        WHERE NOT EXISTS (SELECT FROM loyalty.customers AS c WHERE c._id = e.customer)"""

    assert _count(programme, strangers) == 0


def test_nothing_says_who_those_were_who_opted_out(programme: Connection) -> None:
    known = """FROM loyalty.customers WHERE status = 'opted_out' AND num_nonnulls(email,
        first_name, last_name, handler, gender, birth_date, mobile_phone, membership_id,
        external_ids, properties) > 0"""

    assert _count(programme, known) == 0
    assert _count(programme, "FROM loyalty.customers WHERE optout_at IS NOT NULL") == _count(
        programme, "FROM loyalty.customers WHERE status = 'opted_out'"
    )


def test_events_happen_around_every_change_of_the_clocks(programme: Connection) -> None:
    changes = [
        datetime(2024, 10, 27, 1, tzinfo=UTC),
        datetime(2025, 3, 30, 1, tzinfo=UTC),
        datetime(2025, 10, 26, 1, tzinfo=UTC),
        datetime(2026, 3, 29, 1, tzinfo=UTC),
    ]
    found = {
        moment
        for change in changes
        for (moment,) in programme.execute(
            'SELECT "timestamp" FROM loyalty.events'
            " WHERE \"timestamp\" - %s BETWEEN interval '-1 hour' AND interval '30 minutes'",
            [change],
        )
    }

    assert set(changes) <= found
    for change in changes:
        assert change.replace(hour=0, minute=59, second=59, microsecond=999_000) in found


def test_every_awkward_text_is_in_a_custom_attribute(programme: Connection) -> None:
    rows = programme.execute("SELECT DISTINCT properties ->> 'note' FROM loyalty.customers")

    assert {note for (note,) in rows} - {None} == set(AWKWARD)


@pytest.mark.parametrize("column", ["country", "language", "last_name"])
def test_values_are_missing_both_as_null_and_as_empty_text(
    programme: Connection, column: str
) -> None:
    assert _count(programme, f"FROM loyalty.customers WHERE {column} IS NULL") > 0
    assert _count(programme, f"FROM loyalty.customers WHERE {column} = ''") > 0


def test_the_counters_of_a_pool_agree_with_the_status_of_its_coupons(
    programme: Connection,
) -> None:
    pools, coupons = CATALOG.model("coupon_pools"), CATALOG.model("coupons")
    status = CATALOG.expression(coupons, coupons.field("status"), RUN_MOMENT)
    counters = [
        CATALOG.expression(pools, pools.field(f"coupons_{name}"), RUN_MOMENT)
        for name in ("total", "unassigned", "claimed", "redeemed")
    ]
    statement = sql.SQL("""
        SELECT {}, (SELECT array_agg(state) FROM (
            SELECT {} AS state FROM loyalty.coupons AS t WHERE t.pool = outside.id) AS s)
        FROM loyalty.coupon_pools AS t, LATERAL (SELECT t.id) AS outside""")

    rows = programme.execute(
        statement.format(sql.SQL(", ").join(map(sql.SQL, counters)), sql.SQL(status))
    ).fetchall()

    assert len(rows) == 12
    for total, unassigned, claimed, redeemed, states in rows:
        all_states = states or []
        assert total == len(all_states)
        assert unassigned == all_states.count("unassigned")
        assert claimed >= all_states.count("claimed")
        assert redeemed >= all_states.count("redeemed") + all_states.count("partially_redeemed")
    assert [total for total, *_ in rows].count(0) == 1


def test_a_database_that_is_filled_is_left_as_it_is(programme: Connection) -> None:
    with pytest.raises(psycopg.errors.DuplicateTable):
        fill(programme, customers=10, events=100)

    assert _count(programme, "FROM loyalty.customers") == CUSTOMERS


@pytest.mark.parametrize(("customers", "events"), [(0, 10), (10, 19), (10, 2**24)])
def test_numbers_that_do_not_fit_are_refused_before_anything_is_made(
    empty: Connection, customers: int, events: int
) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        fill(empty, customers=customers, events=events)

    assert not is_filled(empty)


@pytest.mark.parametrize(("customers", "events"), [(1, 2), (1, 3), (7, 31), (50, 101)])
def test_small_programmes_have_the_right_numbers_too(
    empty: Connection, customers: int, events: int
) -> None:
    fill(empty, customers=customers, events=events)

    assert _count(empty, "FROM loyalty.events") == events
    assert _count(empty, "FROM loyalty.customers") == customers

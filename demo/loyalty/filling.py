"""Filling an empty database with the demo's loyalty programme."""

from datetime import date

from psycopg import Connection

from antavo_export.catalog.reference_schema import indexes_sql, tables_sql
from demo.loyalty import (
    challenges,
    changes,
    coupon_pools,
    customer_fields,
    locales,
    people,
    products,
    rewards,
    stores,
)
from demo.loyalty.plan import Plan
from demo.loyalty.statements import statement, values_of
from demo.loyalty.table import copy_rows

REFERENCE_DAY = date(2026, 3, 31)

# The choices hang on these: text written down in another zone or style would be other data. The
# memory keeps the sorting of a few hundred thousand events off the disk; statistics of a quarter
# of the usual size tell the planner enough and are taken in a quarter of the time.
_SESSION = """
SET LOCAL TimeZone = 'UTC';
SET LOCAL DateStyle = 'ISO, YMD';
SET LOCAL work_mem = '256MB';
SET LOCAL maintenance_work_mem = '256MB';
SET LOCAL default_statistics_target = 25;
SET LOCAL jit = off;
"""
# In the order in which one is made from the other.
_LARGE_TABLES = (
    "events", "totals", "opt_outs", "customers", "segment_members", "coupons", "webhook_logs",
)  # fmt: skip
_LOCALES = """
CREATE TEMPORARY TABLE demo_locales (
  number int, language text, country text, currency text, phone text,
  female text[], male text[], last text[]) ON COMMIT DROP
"""


def is_filled(connection: Connection) -> bool:
    """Return whether the programme's tables are there; they come all at once or not at all."""
    found = connection.execute("SELECT to_regclass('loyalty.events') IS NOT NULL").fetchone()
    return found == (True,)


def fill(
    connection: Connection,
    *,
    customers: int = 20_000,
    events: int = 200_000,
    seed: int = 1,
    today: date = REFERENCE_DAY,
) -> None:
    """Create the reference schema and load two years of a loyalty programme, in one transaction.

    The same arguments give the same rows, whenever and wherever. Python's memory does not depend
    on the numbers: what there is much of is made by the server.

    Args:
        connection: To a PostgreSQL 14 or later database that has no schema ``loyalty``.
        customers: Rows of ``customers`` and of ``coupons``.
        events: Rows of ``events``, exactly; at least two a customer.
        seed: Another seed gives another programme of the same kind.
        today: Everything happened before this day's midnight, UTC.

    Raises:
        ValueError: the numbers do not fit each other.
        psycopg.errors.DuplicateTable: the tables are there already.
    """
    plan = Plan(customers=customers, events=events, seed=seed, today=today)
    with connection.transaction():
        connection.execute(_SESSION)
        connection.execute(tables_sql().encode())
        _load_small_tables(connection, plan)
        _make_large_tables(connection, plan)
        connection.execute(indexes_sql().encode())
        connection.execute("ANALYZE")


def _load_small_tables(connection: Connection, plan: Plan) -> None:
    copy_rows(connection, "users", people.users())
    copy_rows(connection, "segments", people.segments())
    copy_rows(connection, "stores", stores.rows(plan))
    copy_rows(connection, "products", products.rows(plan))
    copy_rows(connection, "rewards", rewards.rows(plan))
    copy_rows(connection, "challenges", challenges.rows(plan))
    copy_rows(connection, "coupon_pools", coupon_pools.rows(plan))
    copy_rows(connection, "customer_fields", customer_fields.rows(plan))
    copy_rows(connection, "changes", changes.changes(plan))
    copy_rows(connection, "content_approvals", changes.approvals(plan))


def _make_large_tables(connection: Connection, plan: Plan) -> None:
    values = values_of(plan, _prices(connection))
    connection.execute(statement("functions", values))
    connection.execute(_LOCALES)
    copy_rows(connection, "demo_locales", locales.rows(), schema="pg_temp")
    values["slots"] = plan.events - plan.customers - _leavers(connection, plan)
    values["skeleton"] = statement("skeleton", values)
    connection.execute("ALTER TABLE loyalty.events DROP CONSTRAINT events_pkey")
    for name in _LARGE_TABLES:
        connection.execute(statement(name, values))
    connection.execute("ALTER TABLE loyalty.events ADD PRIMARY KEY (_id)")


def _prices(connection: Connection) -> list[float]:
    rows = connection.execute("SELECT price FROM loyalty.products ORDER BY id")
    return [float(price) for (price,) in rows]


def _leavers(connection: Connection, plan: Plan) -> int:
    """Return how many customers opt out, each with one event of its own."""
    row = connection.execute(
        "SELECT count(*) FROM generate_series(1, %s::bigint) AS k"
        " WHERE pg_temp.status(k) = 'opted_out'",
        [plan.customers],
    ).fetchone()
    return 0 if row is None else int(row[0])

"""The table that is measured: 14 columns with quotes, newlines, Unicode, jsonb and NULLs."""

from pathlib import Path
from typing import Any, Final

from psycopg import Connection

from antavo_export.catalog import Catalog, load_catalog

_TABLE: Final = """
CREATE SCHEMA IF NOT EXISTS bench;
DROP TABLE IF EXISTS bench.events;
CREATE TABLE bench.events (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    customer text NOT NULL,
    action text NOT NULL,
    created_at timestamptz NOT NULL,
    processed_at timestamptz,
    day date NOT NULL,
    points numeric(12, 2) NOT NULL,
    amount numeric(12, 2),
    quantity integer,
    accepted boolean NOT NULL,
    country text,
    note text,
    properties jsonb NOT NULL
)
"""

# A function of the row's number alone, so that every build of the table is the same.
_ROWS: Final = r"""
INSERT INTO bench.events
SELECT
    n,
    md5(n::text)::uuid,
    left(md5((n * 7919 %% %(customers)s)::text), 24),
    (ARRAY['checkout', 'point_add', 'point_spend', 'coupon_redeem', 'activity'])[1 + n %% 5],
    timestamptz '2024-01-01 00:00:00+00' + n * interval '12.776041 seconds',
    CASE WHEN n %% 4 > 0 THEN timestamptz '2024-01-01 00:01:00+00' + n * interval '12.9 s' END,
    date '2024-01-01' + (n / 6700)::int,
    (n * 104729 %% 1000003) / 100.0 - 2500,
    CASE WHEN n %% 3 > 0 THEN (n * 15485863 %% 99999989) / 100.0 END,
    CASE WHEN n %% 3 > 0 THEN 1 + n %% 9 END,
    n %% 11 > 0,
    CASE WHEN n %% 13 > 0 THEN (ARRAY['HU', 'NO', 'DE', 'FR', 'GB', 'US'])[1 + n %% 6] END,
    CASE n %% 8
        WHEN 0 THEN NULL
        WHEN 1 THEN ''
        WHEN 2 THEN 'Order ' || n || ', paid; "express" delivery'
        WHEN 3 THEN E'first line\nsecond line of ' || n
        WHEN 4 THEN 'Árvíztűrő tükörfúrógép № ' || n || ' 東京 🎁'
        WHEN 5 THEN 'O''Brien said: it''s all right, ' || md5((n + 1)::text)
        WHEN 6 THEN E'a back\\slash and a\ttab'
        ELSE 'nothing special about this one'
    END,
    jsonb_build_object(
        'sku', 'SKU-' || n %% 5000, 'channel', (ARRAY['web', 'app', 'store'])[1 + n %% 3],
        'basket', jsonb_build_array(n %% 17, n %% 19), 'gift', n %% 10 = 0,
        'comment', 'row "' || n || '"'
    )
FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
"""


def create_events(connection: Connection[Any], rows: int, *, step: int = 500_000) -> None:
    """Make the table anew with so many rows, analysed and with its visibility map."""
    connection.autocommit = True
    connection.execute(_TABLE)
    for first in range(1, rows + 1, step):
        last = min(rows, first + step - 1)
        numbers = {"first": first, "last": last, "customers": max(1, rows // 5)}
        connection.execute(_ROWS, numbers)
    connection.execute("VACUUM (ANALYZE, FREEZE) bench.events")


def bench_catalog() -> Catalog:
    """Return the catalogue with the model ``bench_events``."""
    return load_catalog([Path(__file__).parent / "catalog"])

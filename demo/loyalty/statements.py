"""The statements that make what there is much of: customers, events, coupons, webhook logs.

They stand in ``sql/`` with placeholders; the plan and the lists they choose from are filled in.
"""

from datetime import timedelta
from pathlib import Path

from psycopg import sql

from demo.loyalty import actions, challenges, coupon_pools, rewards, stores
from demo.loyalty.locales import LOCALES, WHEEL
from demo.loyalty.people import FIRST_USER, USERS
from demo.loyalty.plan import DAYS, Plan
from demo.loyalty.texts import AWKWARD, USER_AGENTS

_FOLDER = Path(__file__).parent / "sql"
TIERS = ("bronze", "silver", "gold", "platinum")
THRESHOLDS = (0, 400, 1200, 2500)

Values = dict[str, object]


def statement(name: str, values: Values) -> sql.Composed:
    """Return ``sql/<name>.sql`` with the values it names filled in."""
    literals: dict[str, sql.Composable] = {
        key: value if isinstance(value, sql.Composable) else sql.Literal(value)
        for key, value in values.items()
    }
    return sql.SQL((_FOLDER / f"{name}.sql").read_text(encoding="utf-8")).format(**literals)


def values_of(plan: Plan, prices: list[float]) -> Values:
    """Return what the statements have to know, but for the number of ``slots``."""
    numbers = range(1, coupon_pools.COUNT + 1)
    return {
        "seed": plan.seed,
        "customers": plan.customers,
        "start": plan.start,
        "end": plan.end,
        "span": timedelta(days=DAYS),
        "days": DAYS,
        "edges": plan.edges,
        "edge_count": len(plan.edges),
        "locale_wheel": WHEEL,
        "currencies": [locale.currency for locale in LOCALES],
        "rates": [locale.rate for locale in LOCALES],
        "products": len(prices),
        "prices": prices,
        "countries": [locale.country for locale in LOCALES],
        "store_counts": stores.counts(),
        "stores": stores.identifiers(),
        "online": stores.ONLINE,
        "rewards": [rewards.identifier(number) for number in range(1, rewards.COUNT + 1)],
        "challenges": [challenges.identifier(number) for number in range(1, challenges.COUNT + 1)],
        "first_user": FIRST_USER,
        "users": len(USERS),
        "awkward": AWKWARD,
        "awkward_count": len(AWKWARD),
        "user_agents": USER_AGENTS,
        "tiers": list(TIERS),
        "thresholds": list(THRESHOLDS),
        "pools_used": coupon_pools.USED,
        "pool_ids": [coupon_pools.identifier(number) for number in numbers],
        "pool_names": [coupon_pools.name(number) for number in numbers],
        "pool_types": [coupon_pools.type_of(number) for number in numbers],
        "pool_values": [coupon_pools.VALUES[coupon_pools.type_of(number)] for number in numbers],
        "expirations": [coupon_pools.expiration(number) for number in numbers],
        "action_names": actions.names(),
        "lows": actions.lows(),
        "highs": actions.highs(),
        "single_wheel": actions.wheel(actions.SINGLES),
        "after_wheel": actions.wheel(actions.AFTER_PURCHASE),
    }

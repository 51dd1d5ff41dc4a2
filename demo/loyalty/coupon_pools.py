"""The pools that coupon codes come from; the last one never gave any out."""

from collections.abc import Iterator

from demo.loyalty import products, stores
from demo.loyalty.dice import Dice
from demo.loyalty.plan import Plan
from demo.loyalty.table import Row

TYPES = ("amount", "percentage", "free_shipping", "gift_card")
SOURCES = ("uploaded", "generated", "remote", "bulk_generation")
VALUES = {"amount": 10, "percentage": 15, "free_shipping": None, "gift_card": 50}
EXPIRATIONS = ("2 months", "30 days", "1 year", None)
COUNT = 12
# The pools that coupons come from; of the others one is empty on purpose.
USED = 11


def identifier(number: int) -> str:
    """Return the ID of a pool, counted from 1."""
    return f"65c0ffee{number:016x}"


def name(number: int) -> str:
    """Return the name of a pool, which its coupons carry too."""
    names = ("Welcome", "Happy birthday 🎂", 'Summer "sale"', "Gift card; 50")
    return f"{names[number % 4]} {number}"


def type_of(number: int) -> str:
    """Return the type of a pool, which its coupons have too."""
    return TYPES[number % 4]


def expiration(number: int) -> str | None:
    """Return how long the coupons of a pool are valid once issued."""
    return EXPIRATIONS[number % 4]


def rows(plan: Plan) -> Iterator[Row]:
    """Yield ``COUNT`` pools: every type from every source."""
    dice = Dice(plan.seed, "coupon_pools")
    for number in range(1, COUNT + 1):
        kind = type_of(number)
        is_card = kind == "gift_card"
        source = SOURCES[number // 3 % 4]
        created = dice.moment(plan.start, plan.end)
        yield {
            "id": identifier(number),
            "external_id": f"pool-{number:04}" if number % 2 else None,
            "name": name(number),
            "source": source,
            "type": kind,
            "value": VALUES[kind],
            "currency": "EUR" if is_card else None,
            "minimum_value": 1 if is_card else None,
            "minimum_redemption_value": 5 if is_card else None,
            "purchase_minimum": dice.pick((None, 20, 49.9)),
            "expiration_time": expiration(number),
            "aggregated": number % 5 == 0,
            "pattern": "^^##-@@**$$" if source in {"generated", "bulk_generation"} else None,
            "products": [
                products.identifier(dice.whole(1, products.COUNT)) for _ in range(number % 3)
            ],
            "stores": dice.some(stores.identifiers(), 2),
            "group_id": dice.some(("crm", "shops"), 2) or None,
            "pass_template": dice.pick((None, "wallet-default")),
            "status": ("active", "active", "inactive", "archived")[number % 4],
            "created_at": created,
            "updated_at": dice.moment(created, plan.end),
        }

"""What points can be spent on."""

from collections.abc import Iterator
from datetime import timedelta

from demo.loyalty import coupon_pools, stores
from demo.loyalty.dice import Dice
from demo.loyalty.people import SEGMENTS
from demo.loyalty.plan import Plan
from demo.loyalty.table import Row

TYPES = (
    "bidding", "bundle", "content", "coupon", "custom", "download", "dynamic", "dynamic_coupon",
    "gift_card", "physical", "promotion", "virtual",
)  # fmt: skip
STATES = ("active", "active", "scheduled", "expired", "inactive", "archived")
COUNT = 48
_NAMES = (
    "Free coffee ☕",
    'Gift "Surprise"',
    "10% off; today only",
    "Cinema ticket",
    "Kávéscsésze",
)
_TERMS = "1. One per order.\n2. No cash value.\n3. Not valid with other offers, except sale items."


def identifier(number: int) -> str:
    """Return the ID of a reward, counted from 1."""
    return f"65d0beef{number:016x}"


def rows(plan: Plan) -> Iterator[Row]:
    """Yield ``COUNT`` rewards, of every type and in every state."""
    dice = Dice(plan.seed, "rewards")
    for number in range(1, COUNT + 1):
        yield _row(plan, dice, number)


def _row(plan: Plan, dice: Dice, number: int) -> Row:
    kind = TYPES[number % len(TYPES)]
    created = dice.moment(plan.start, plan.end - timedelta(days=300))
    has_coupons = kind in {"coupon", "dynamic_coupon", "gift_card"}
    return {
        "id": identifier(number),
        "name": f"{dice.pick(_NAMES)} #{number}",
        "description": f"Yours for a few points.\n\nReward number {number}, “limited”.",
        "type": kind,
        **_period(plan, dice, number),
        "price": dice.pick((0, 50, 100, 250, 1000)),
        "cost": dice.pick((None, round(dice.fraction() * 20, 2))),
        "category": dice.pick(("drinks", "vouchers", "experiences", None)),
        "account": "main",
        "stock": dice.pick((None, dice.whole(0, 5000))),
        "max_claims": dice.pick((None, 1, 5)),
        "repeat_interval": dice.pick((None, "1 week", "1 month")),
        "segments": dice.some(SEGMENTS, 2),
        "stores": dice.some(stores.identifiers(), 3) or None,
        "coupon_pool": coupon_pools.identifier(dice.whole(1, 8)) if has_coupons else None,
        "claim_button_label": dice.pick(("Claim", "Kérem!", "")),
        "redeem_instructions": dice.pick(("Show the code at the till.", None)),
        "terms": dice.pick((_TERMS, None)),
        "restricted_message": dice.pick(("For VIPs, sorry", "", None)),
        **_display(dice),
        **_transfer(dice),
        "created_at": created,
        "updated_at": dice.pick((None, dice.moment(created, plan.end))),
    }


def _period(plan: Plan, dice: Dice, number: int) -> Row:
    """Return the state and the dates it follows from."""
    state = STATES[(number + number // len(TYPES)) % len(STATES)]
    days = dice.whole(1, 60)
    starts = plan.end + timedelta(days=days if state == "scheduled" else -200 - days)
    ends = {"expired": plan.end - timedelta(days=days), "active": plan.end + timedelta(days=days)}
    return {"status": state, "starts_at": starts, "ends_at": ends.get(state)}


def _display(dice: Dice) -> Row:
    flags = (
        "hide_restricted", "hidden", "display_coming_soon", "countdown_until_start",
        "countdown_until_end", "notifications", "user_notifications",
    )  # fmt: skip
    return {flag: dice.pick((True, False, False, None)) for flag in flags}


def _transfer(dice: Dice) -> Row:
    if not dice.chance(0.4):
        nothing = ("limit", "points", "coupon_expiration", "coupon_expires_in")
        return {"transferable": False, **{f"transfer_{name}": None for name in nothing}}
    expiration = dice.pick(("remain", "modify", "extend"))
    return {
        "transferable": True,
        "transfer_limit": dice.whole(1, 3),
        "transfer_points": dice.pick((0, 10, 25)),
        "transfer_coupon_expiration": expiration,
        "transfer_coupon_expires_in": None if expiration == "remain" else "2 weeks",
    }

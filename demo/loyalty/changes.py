"""What users changed, and what they asked others to approve."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from demo.loyalty import rewards
from demo.loyalty.dice import Dice
from demo.loyalty.people import USERS
from demo.loyalty.plan import Plan
from demo.loyalty.table import Row
from demo.loyalty.texts import AWKWARD, USER_AGENTS

CHANGES = 1_500
APPROVALS = 300
_ENTITIES = ("reward", "workflow", "customer", "segment", "coupon pool")
_NAMES = ("Free coffee ☕", "Welcome flow", 'Segment "lapsed"', "Nyári kuponok; 2025")


def changes(plan: Plan) -> Iterator[Row]:
    """Yield the audit log in the order of time."""
    dice = Dice(plan.seed, "changes")
    for number, moment in enumerate(_moments(plan, dice, CHANGES), 1):
        kind = ("created", "update", "update", "update", "deleted")[number % 5]
        before, after = _values(dice, kind)
        yield {
            "id": _identifier(moment, "c4a29e", number),
            "created_at": moment,
            "type": kind,
            "entity_type": dice.pick(_ENTITIES),
            "entity_id": rewards.identifier(dice.whole(1, rewards.COUNT)),
            "user_id": dice.pick(USERS),
            "before": before,
            "after": after,
            "source": ("ui", "ui", "api", "import", "system", None)[number % 6],
            "ip_address": dice.pick((None, f"198.51.100.{dice.whole(1, 254)}", "2001:db8::7")),
            "user_agent": dice.pick((None, *USER_AGENTS)),
        }


def approvals(plan: Plan) -> Iterator[Row]:
    """Yield the requests for approval in the order of time."""
    dice = Dice(plan.seed, "content_approvals")
    for number, moment in enumerate(_moments(plan, dice, APPROVALS), 1):
        entity = ("custom_event", "workflow", "reward")[number % 3]
        status = ("pending", "approved", "approved", "rejected")[number % 4]
        reviewed = None if status == "pending" else moment + timedelta(minutes=dice.whole(1, 4000))
        before, after = _values(dice, "update")
        yield {
            "id": _identifier(moment, "a99c0d", number),
            "created_at": moment,
            "created_by": dice.pick(USERS),
            "type": "event" if entity == "custom_event" else "entity",
            "entity": entity,
            "entity_id": rewards.identifier(dice.whole(1, rewards.COUNT)),
            "name": dice.pick(_NAMES),
            "status": status,
            "explanation": dice.pick(AWKWARD) if status == "rejected" else None,
            "reviewed_at": reviewed,
            "reviewed_by": None if reviewed is None else dice.pick(USERS),
            "before": before,
            "after": after,
            "updated_at": reviewed,
        }


def _moments(plan: Plan, dice: Dice, count: int) -> list[datetime]:
    last = plan.end - timedelta(days=3)  # leaves time to review
    return sorted(dice.moment(plan.start, last) for _ in range(count))


def _identifier(moment: datetime, machine: str, number: int) -> str:
    return f"{int(moment.timestamp()):08x}{machine}{number:010x}"


def _values(dice: Dice, kind: str) -> tuple[Row | None, Row | None]:
    """Return the attributes before and after; an update changes one to three of them."""
    before = {"name": dice.pick(_NAMES), "price": 100, "hidden": False, "note": None}
    changed = dice.some(("price", "hidden", "note"), 3) or ["price"]
    new = {"price": dice.whole(101, 500), "hidden": True, "note": dice.pick(AWKWARD)}
    after = before | {name: new[name] for name in changed}
    return (None if kind == "created" else before), (None if kind == "deleted" else after)

"""Tasks customers complete for points, with criteria as nested as they come."""

from collections.abc import Iterator
from datetime import timedelta

from demo.loyalty.dice import Dice
from demo.loyalty.people import SEGMENTS
from demo.loyalty.plan import Plan
from demo.loyalty.table import Row

COUNT = 24
_NAMES = ("Morning run", 'Say "hello"', "Fotózz és nyerj!", "3 purchases, 1 week", "探検 🧭")
_STATES = ("active", "active", "inactive", "archived")


def identifier(number: int) -> str:
    """Return the ID of a challenge, counted from 1."""
    return f"65cafe00{number:016x}"


def rows(plan: Plan) -> Iterator[Row]:
    """Yield ``COUNT`` challenges; every fourth is hidden."""
    dice = Dice(plan.seed, "challenges")
    for number in range(1, COUNT + 1):
        yield _row(plan, dice, number)


def _row(plan: Plan, dice: Dice, number: int) -> Row:
    hidden = number % 4 == 0
    created = dice.moment(plan.start, plan.end)
    ends = plan.end + timedelta(days=dice.whole(-90, 90))
    address = f"https://cdn.example.com/challenges/{number}"
    return {
        "id": identifier(number),
        "name": f"{dice.pick(_NAMES)} {number}",
        "description": None if hidden else "Do it, share it,\nget points for it; simple.",
        "type": "hidden_custom_challenge" if hidden else "custom_challenge",
        "status": _STATES[number % 3 if hidden else number % 4],
        "points": dice.pick((None, 10, 50, 250)),
        "account": dice.pick(("main", "status", None)),
        "category": dice.pick(("sport", "social", "", None)),
        "tags": dice.some(("new", "summer", "app, web"), 3),
        "cta_label": dice.pick(("Start", "Rajt!", None)),
        "url": dice.pick((f"https://example.com/c/{number}?a=1&b=2", None)),
        "image": {size: f"{address}/{size}.png" for size in ("small", "medium", "large")},
        "starts_at": dice.pick((None, ends - timedelta(days=120))),
        "ends_at": dice.pick((None, ends)),
        "max_completions": dice.pick((None, 1, 3)),
        "resettable": dice.pick((True, False, None)),
        "segments": dice.some(SEGMENTS, 2),
        "lists": dice.some(("staff", "press"), 1) or None,
        "hide_restricted": dice.chance(0.5),
        "restricted_message": dice.pick(("Not for you yet", None)),
        "criteria": [_criterion(dice, part) for part in range(dice.whole(1, 3))],
        "created_at": created,
        "updated_at": dice.pick((None, dice.moment(created, plan.end))),
    }


def _criterion(dice: Dice, part: int) -> Row:
    return {
        "action": ("checkout", "daily_login", "share_intent_success")[part],
        "message": f'Part {part + 1}: "do it" ✔',
        "threshold": dice.whole(1, 10),
        "filters": [
            {"attribute": "properties.total", "operator": "gte", "value": dice.whole(10, 100)},
            {"attribute": "properties.store", "operator": "in", "value": ["HU-01", "ONLINE"]},
        ][: dice.whole(0, 2)],
    }

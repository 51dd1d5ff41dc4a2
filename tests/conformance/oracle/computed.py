"""The fields that are derived on read, from what the pages of the data models say about them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Context, Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from tests.conformance.data.dataset import Dataset, Row
from tests.conformance.oracle.documents import Document, same, text_at
from tests.conformance.oracle.values import Value, shown

EXACT: Final = Context(prec=200)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Circumstances:
    """What a derived value depends on beside its own row."""

    dataset: Dataset
    zone: ZoneInfo
    moment: datetime


Derived = Callable[[Row, Circumstances], Value]


def _spendable(row: Row, _: Circumstances) -> Decimal | None:
    if row["score"] is None or row["spent"] is None:
        return None
    balance: Decimal = row["score"]
    for taken in (row["spent"], row["reserved"], row["expired"]):
        balance = balance if taken is None else EXACT.subtract(balance, taken)
    return balance


def _segments(row: Row, around: Circumstances) -> list[str | None] | None:
    members = around.dataset.segment_members
    own: list[str] = [segment for customer, segment in members if customer == row["_id"]]
    return [*sorted(own, key=str.encode)] or None


def _status(row: Row, around: Circumstances) -> str:
    value, balance = row["value"], row["balance"]
    expiry = row["expiration_date"]
    used_in_part = None not in (value, balance) and 0 < balance < value
    if row["invalidated_at"] is not None:
        return "invalid"
    if row["type"] == "gift_card" and used_in_part:
        return "partially_redeemed"
    if row["redeemed_at"]:
        return "redeemed"
    if expiry is not None and expiry < around.moment:
        return "expired"
    return "unassigned" if row["claimed_at"] is None else "claimed"


def _redemptions(row: Row, around: Circumstances) -> list[str | None] | None:
    moments = row["redeemed_at"]
    return [shown(moment, around.zone) for moment in sorted(moments)] if moments else None


def _unix(row: Row, _: Circumstances) -> int | None:
    moment: datetime | None = row["timestamp"]
    if moment is None:
        return None
    since = moment - _EPOCH
    return since.days * 86400 + since.seconds


def _day(row: Row, around: Circumstances) -> date | None:
    moment: datetime | None = row["timestamp"]
    return None if moment is None else moment.astimezone(around.zone).date()


def _entity_name(row: Row, _: Circumstances) -> str | None:
    after = text_at(row["after"], ["name"])
    return text_at(row["before"], ["name"]) if after is None else after


def _author(column: str) -> Derived:
    def look_up(row: Row, around: Circumstances) -> str | None:
        users = around.dataset.users
        return next((user[column] for user in users if user["id"] == row["user_id"]), None)

    return look_up


def _differing(row: Row) -> list[str]:
    before, after = (_attributes(row[side]) for side in ("before", "after"))
    keys = before.keys() | after.keys()
    return sorted(
        (k for k in keys if k not in before or k not in after or not same(before[k], after[k])),
        key=str.encode,
    )


def _attributes(document: Document | None) -> dict[str, Any]:
    value = None if document is None else document.value
    return value if isinstance(value, dict) else {}


def _changed_fields(row: Row, _: Circumstances) -> list[str | None] | None:
    return list(_differing(row)) or None


def _change_count(row: Row, _: Circumstances) -> int:
    return max(len(_differing(row)), 1)


def _codes(counts: Callable[[Row, Circumstances], bool]) -> Derived:
    def count(row: Row, around: Circumstances) -> int:
        coupons = around.dataset.rows["coupons"]
        return sum(counts(c, around) for c in coupons if c["pool"] == row["id"])

    return count


def _events(action: str, key: str) -> Callable[[Row, Circumstances], list[Row]]:
    def happened(row: Row, around: Circumstances) -> list[Row]:
        return [
            event
            for event in around.dataset.rows["events"]
            if event["action"] == action and text_at(event["properties"], [key]) == row["id"]
        ]

    return happened


_COMPLETED: Final = _events("activity", "activity")
_CLAIMED: Final = _events("point_spend", "reward")


def _completions(row: Row, around: Circumstances) -> int:
    return len(_COMPLETED(row, around))


def _completed_customers(row: Row, around: Circumstances) -> int:
    return len({event["customer"] for event in _COMPLETED(row, around)} - {None})


def _claims(row: Row, around: Circumstances) -> int:
    return len(_CLAIMED(row, around))


def _url(row: Row, _: Circumstances) -> str | None:
    site, path = row["trusted_site"], row["path"]
    if site is None or path is None:
        return None
    return str(site).rstrip("/") + "/" + str(path).lstrip("/")


DERIVED: Final[dict[tuple[str, str], Derived]] = {
    ("customers", "spendable"): _spendable,
    ("customers", "segment"): _segments,
    ("coupons", "status"): _status,
    ("coupons", "redeemed_at"): _redemptions,
    ("events", "unix_timestamp"): _unix,
    ("events", "date"): _day,
    ("changes", "entity_name"): _entity_name,
    ("changes", "user_name"): _author("name"),
    ("changes", "user_email"): _author("email"),
    ("changes", "fields"): _changed_fields,
    ("content_approvals", "changes"): _change_count,
    ("coupon_pools", "coupons_total"): _codes(lambda _, __: True),
    ("coupon_pools", "coupons_unassigned"): _codes(lambda c, a: _status(c, a) == "unassigned"),
    ("coupon_pools", "coupons_claimed"): _codes(lambda c, _: c["claimed_at"] is not None),
    ("coupon_pools", "coupons_redeemed"): _codes(lambda c, _: bool(c["redeemed_at"])),
    ("challenges", "completions"): _completions,
    ("challenges", "completed_customers"): _completed_customers,
    ("rewards", "claims"): _claims,
    ("webhook_logs", "url"): _url,
}

"""What customers do, how often, and which points it brings or takes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """An action, its share of events in a thousand, and the points it gives, from ... to."""

    name: str
    weight: int
    points: tuple[int, int] | None = None


# Things that happen by themselves.
SINGLES = (
    Action("daily_login", 300),
    Action("profile", 60),
    Action("point_add", 90, (5, 100)),
    Action("campaign_bonus", 60, (10, 200)),
    Action("activity", 80, (10, 250)),
    Action("coupon", 30),
    Action("coupon_assign", 50),
    Action("coupon_receive", 20),
    Action("coupon_redeem", 50),
    Action("share_intent_success", 30, (5, 5)),
    Action("birthday", 20, (100, 100)),
    Action("anniversary", 15, (50, 50)),
    Action("daily_purchase", 15, (1, 10)),
    Action("reserve_points", 10),
    Action("release_points", 10),
    Action("profiling_answer", 20, (5, 5)),
    Action("profiling_flow", 10, (20, 20)),
    Action("instagram_contest_enter", 10, (10, 10)),
    Action("booking", 10, (15, 15)),
    Action("fitbit_activity", 10, (1, 30)),
    Action("survey_done", 15, (10, 10)),
    Action("store_visit", 15),
    *(
        Action(name, 3)
        for name in (
            "coupon_change", "coupon_unredeem", "checkout_claim", "pending_campaign_bonus",
            "activity_approved", "activity_denied", "challenge_reset",
            "club_create", "club_disband", "club_detail_change", "club_revoke_ownership",
            "club_member_join", "club_member_remove", "club_member_ban", "club_member_unban",
            "club_point_add", "club_point_remove", "club_point_contribution",
        )
    ),
    Action("point_unspend", 16, (5, 20)),
)  # fmt: skip

# Things that follow a purchase. Points are taken here alone, and never more than the purchase
# gave, so that no balance is ever below zero.
AFTER_PURCHASE = (
    Action("point_spend", 600, (-1, -1)),
    Action("checkout_accept", 60),
    Action("checkout_accept_item", 40),
    Action("checkout_item_accept", 20),
    Action("checkout_update", 40),
    Action("checkout_update_item", 40),
    Action("checkout_reject", 20, (-1, -1)),
    Action("refund", 40, (-1, -1)),
    Action("refund_item", 40, (-1, -1)),
    Action("partial_refund", 20, (-1, -1)),
    Action("point_sub", 30, (-1, -1)),
    Action("currency_conversion", 10, (-1, -1)),
    Action("club_point_donation", 20, (-1, -1)),
    Action("club_point_spent", 20, (-1, -1)),
)

ACTIONS = (*SINGLES, *AFTER_PURCHASE)


def wheel(actions: tuple[Action, ...]) -> list[int]:
    """Return the numbers of actions, counted from 1, as often as each happens in a thousand."""
    return [ACTIONS.index(action) + 1 for action in actions for _ in range(action.weight)]


def names() -> list[str]:
    """Return the names of the actions in the order of their numbers."""
    return [action.name for action in ACTIONS]


def lows() -> list[int | None]:
    """Return the least points of the actions in the order of their numbers."""
    return [action.points and action.points[0] for action in ACTIONS]


def highs() -> list[int | None]:
    """Return the most points of the actions in the order of their numbers."""
    return [action.points and action.points[1] for action in ACTIONS]

"""The shops of the programme: several in every city of every country, one online."""

from collections.abc import Iterator

from demo.loyalty.dice import Dice
from demo.loyalty.locales import LOCALES
from demo.loyalty.plan import Plan
from demo.loyalty.table import Row

ONLINE = "ONLINE"
_CENTRE = {
    "HU": (47.1, 19.5), "GB": (52.4, -1.9), "DE": (51.1, 10.4), "FR": (46.6, 2.4),
    "PL": (52.0, 19.4), "ES": (40.3, -3.7), "TR": (39.0, 35.2), "GR": (39.1, 22.9),
    "JP": (35.7, 137.7), "AE": (24.3, 54.4),
}  # fmt: skip
_STREETS = (
    "Main Street",
    "Station Road",
    "Market Square, unit B",
    'Mall "Arena"',
    "Harbour; pier 4",
)
_STATES = ("active",) * 8 + ("inactive", "archived")


def counts() -> list[int]:
    """Return how many stores there are in the country of each locale: two in each city."""
    return [2 * len(locale.cities.split()) for locale in LOCALES]


def identifiers() -> list[str]:
    """Return the IDs of the stores in cities, the same for every plan."""
    return [
        f"{locale.country}-{number:02}"
        for locale, count in zip(LOCALES, counts(), strict=True)
        for number in range(1, count + 1)
    ]


def rows(plan: Plan) -> Iterator[Row]:
    """Yield a row per store, the online one last."""
    dice = Dice(plan.seed, "stores")
    for locale, count in zip(LOCALES, counts(), strict=True):
        cities = locale.cities.split()
        for number in range(1, count + 1):
            city = cities[(number - 1) // 2]
            north, east = _CENTRE[locale.country]
            opened = dice.moment(plan.start, plan.end)
            yield {
                "id": f"{locale.country}-{number:02}",
                "name": f"{city} {number}",
                "group": dice.pick(("flagship", "outlet", "franchise", "", None)),
                "currency": locale.currency,
                "country": locale.country,
                "county": dice.pick((None, "", "North", "South")),
                "state": dice.pick((None, None, "Baden-Württemberg")),
                "zip": f"{dice.whole(1000, 99999):05}",
                "city": city,
                "address": f"{dice.pick(_STREETS)} {dice.whole(1, 120)}",
                "latitude": round(north + dice.fraction() * 2 - 1, 6),
                "longitude": round(east + dice.fraction() * 2 - 1, 6),
                "status": dice.pick(_STATES),
                "phone": f"{locale.phone}{dice.whole(10**6, 10**7 - 1)}",
                "timezone": locale.timezone,
                "created_at": opened,
                "updated_at": dice.moment(opened, plan.end),
            }
    yield _online(plan)


def _online(plan: Plan) -> Row:
    names = ("group", "country", "county", "state", "zip", "city", "address", "phone")
    return dict.fromkeys((*names, "latitude", "longitude", "updated_at")) | {
        "id": ONLINE,
        "name": "Web shop 🛒",
        "currency": "EUR",
        "status": "active",
        "timezone": "UTC",
        "created_at": plan.start,
    }

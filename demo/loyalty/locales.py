"""The countries members live in: names, money and what telephone numbers begin with."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from demo.loyalty.table import Row


@dataclass(frozen=True)
class Locale:
    """One country's people.

    Attributes:
        rate: The price of a euro in the currency.
        weight: How many of a hundred members live there.
        cities: Names separated by spaces, as are the people's.
    """

    language: str
    country: str
    currency: str
    rate: float
    weight: int
    phone: str
    timezone: str
    cities: str
    female: str
    male: str
    last: str


def _read() -> tuple[Locale, ...]:
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    return tuple(Locale(**entry) for entry in yaml.safe_load(text))


LOCALES = _read()

# The number of a locale for each member in a hundred.
WHEEL = [number for number, locale in enumerate(LOCALES, 1) for _ in range(locale.weight)]


def rows() -> Iterator[Row]:
    """Yield a row per locale, numbered from 1 as in the wheel."""
    for number, locale in enumerate(LOCALES, 1):
        yield {
            "number": number,
            "language": locale.language,
            "country": locale.country,
            "currency": locale.currency,
            "phone": locale.phone,
            "female": locale.female.split(),
            "male": locale.male.split(),
            "last": locale.last.split(),
        }

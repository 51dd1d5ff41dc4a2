"""The users of the platform and the segments they sort customers into."""

from collections.abc import Iterator

from demo.loyalty.table import Row

SEGMENTS = ("birthday", "lapsed", "new", "newsletter", "vip")
FIRST_USER = 100012233
_USERS = ("Kata Őri", "Bob O'Neil", "Chloé “Coco” Petit", "İpek Şen", "Системный администратор")
USERS = [FIRST_USER + number for number in range(len(_USERS))]


def users() -> Iterator[Row]:
    """Yield the users whom changes and approvals name."""
    for number, name in zip(USERS, _USERS, strict=True):
        yield {"id": number, "name": name, "email": f"user{number}@brand.example"}


def segments() -> Iterator[Row]:
    """Yield the segments; who is in them follows from the customers."""
    for segment in SEGMENTS:
        yield {"id": segment, "name": segment.title()}

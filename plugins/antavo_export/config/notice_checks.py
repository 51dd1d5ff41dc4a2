"""Can the people who are to be told be told: notifiers that exist, deadlines that can be missed."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from antavo_export.config.filter_checks import Finding, Where
from antavo_export.config.notifier import missing_module

_SECRET: Final = re.compile(
    r"pass(word|wd|phrase)|secret|token|api_?key|authorization|credential|webhook_url|cookie",
    re.IGNORECASE,
)
_LOGIN: Final = re.compile(r"\w+://[^\s/@]+@")
_KEEP: Final = (
    "looks like a secret, which must not stand here; keep it in an Airflow connection and name "
    "that in the argument ending with conn_id"
)


def check_notices(data: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what is wrong with the notifiers and the deadline of a configuration."""
    if data.get("deadline") is not None and _by_hand(data.get("schedule")):
        yield ("deadline",), "is for scheduled runs, and this export has none; give it a schedule"
    notifiers = data.get("notifiers")
    for index, entry in enumerate(notifiers if isinstance(notifiers, list) else ()):
        if isinstance(entry, dict):
            yield from _check(entry, ("notifiers", index))


def _by_hand(schedule: object) -> bool:
    return schedule == "manual" or (isinstance(schedule, Mapping) and "manual" in schedule)


def _check(entry: dict[str, Any], where: Where) -> Iterator[Finding]:
    module, _, name = str(entry.get("notifier", "")).rpartition(".")
    if module.replace(".", "").isidentifier() and (missing := missing_module(module)) is not None:
        yield (
            (*where, "notifier"),
            f"there is no module {missing} to take {name} from; install the package that has it",
        )
    yield from _secrets(entry.get("arguments"), (*where, "arguments"))


def _secrets(value: object, where: Where) -> Iterator[Finding]:
    """Yield the arguments that hold a secret, going by their names or by a login in a URL."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if _SECRET.search(str(key)) and not str(key).endswith("conn_id"):
                yield (*where, str(key)), _KEEP
            else:
                yield from _secrets(inner, (*where, str(key)))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _secrets(inner, (*where, index))
    elif isinstance(value, str) and _LOGIN.search(value):
        yield where, _KEEP

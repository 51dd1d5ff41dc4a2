"""What a person may say when triggering an export by hand, and what becomes of it.

Airflow shows these parameters as a form and checks their types. It does not check keys it does not
know, nor what an object means: `export_of_run` does, before anything is read.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from airflow.sdk import Param

from antavo_export.catalog import Catalog
from antavo_export.config.export import Export
from antavo_export.config.layered_source import root_of
from antavo_export.config.loader import build_from_data
from antavo_export.config.wrong_kinds import expected, presentable
from antavo_export.errors import ConfigError, Mistake, did_you_mean

CONF: Final = Path("conf")
_OF_THE_RUN: Final = ("as_of", "deliver", "accept")

_NOT_ONCE: Final = {
    "deadline": "is for scheduled runs, and whoever starts a one-off run sees what becomes of it;"
    " leave it out",
    "retention": "is for the files of one export, and those of one-off runs are kept as long as the"
    " store keeps any; leave it out",
}
_SWITCHES: Final = ("deliver", "accept")
_AS_OF: Final = (
    "Count relative dates from this moment (2026-03-31 or 2026-03-31T05:00, in the export's time"
    " zone) instead of the moment of the run."
)


def form() -> dict[str, Param]:
    """Return the parameters of every export DAG; all of them may be left alone."""
    return {
        "as_of": Param(None, type=["null", "string"], title="As of", description=_AS_OF),
        "deliver": Param(
            True,  # noqa: FBT003 - a Param's default is its first argument
            type="boolean",
            title="Deliver",
            description="Off: keep the file for download and send it nowhere.",
        ),
        "accept": Param(
            False,  # noqa: FBT003 - a Param's default is its first argument
            type="boolean",
            title="Accept",
            description="Deliver even when the file is empty or not what the export expects.",
        ),
        "timezone": Param(
            None,
            type=["null", "string"],
            title="Time zone",
            description="Another time zone than the export's, such as Europe/Budapest.",
        ),
        "file": Param(
            None,
            type=["null", "object"],
            title="File",
            description='Another `file` section, such as {"format": "psv"}.',
        ),
        "extra_filters": Param(
            None,
            type=["null", "array"],
            items={"type": "object", "required": ["attribute", "operator"]},
            title="Extra filters",
            description='Criteria that must hold as well, such as [{"attribute": "country", '
            '"operator": "equals", "value": "HU"}].',
        ),
    }


def export_in_conf(export_id: str, conf: Mapping[str, Any], catalog: Catalog) -> Export:
    """Return the export that the conf of a one-off run describes.

    Raises:
        ConfigError: with every mistake in the conf, in the same words as for a file.
    """
    data = {key: value for key, value in conf.items() if key not in _OF_THE_RUN}
    refused = [
        Mistake(CONF, 1, key, why)
        for key, why in _NOT_ONCE.items()
        if data.pop(key, None) is not None
    ]
    refused += _no_switches(conf)
    try:
        export = build_from_data(export_id, data, catalog, origin=CONF)
    except ConfigError as error:
        raise ConfigError([*error.mistakes, *refused]) from None
    if refused:
        raise ConfigError(refused)
    return export


def _no_switches(conf: Mapping[str, Any]) -> Iterator[Mistake]:
    """Yield what is neither true nor false: the one-off DAG has no form that would refuse it."""
    for key in _SWITCHES:
        if not isinstance(conf.get(key, True), bool):
            yield Mistake(CONF, 1, key, presentable(expected(["bool_type"], (), conf[key])))


def export_of_run(export: Export, conf: Mapping[str, Any] | None) -> Export:
    """Return the export as this run wants it.

    Raises:
        ConfigError: when the conf says something that cannot be done, with every mistake in it.
    """
    conf = {key: value for key, value in (conf or {}).items() if value is not None}
    known = form()
    unknown = [
        Mistake(CONF, 1, key, f"unknown key{did_you_mean(key, known)}")
        for key in conf
        if key not in known
    ]
    if unknown:
        raise ConfigError(unknown)
    changes: dict[str, Any] = {key: conf[key] for key in ("timezone", "file") if key in conf}
    if conf.get("extra_filters"):
        sets = [[]] if export.data["filters"] == "none" else export.data["filters"]
        changes["filters"] = [[*criteria, *conf["extra_filters"]] for criteria in sets]
    if not changes:
        return export
    data = {**export.data, **changes}
    # The schedule is the file's own, and so are the calendar files it may name.
    calendars = root_of(export.source)
    return build_from_data(export.export_id, data, export.catalog, origin=CONF, calendars=calendars)

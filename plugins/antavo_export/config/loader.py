"""From a YAML file to an `Export`, or to every mistake in it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from antavo_export.catalog import Catalog, DataModel
from antavo_export.config.checks import check, check_by_itself
from antavo_export.config.data_source import DataSource
from antavo_export.config.export import Export
from antavo_export.config.export_config import ExportConfig
from antavo_export.config.filter_checks import Finding
from antavo_export.config.layered_source import LayeredSource, layered, root_of
from antavo_export.config.messages import findings
from antavo_export.config.wrong_kinds import presentable
from antavo_export.config.yaml_source import YamlSource
from antavo_export.errors import ConfigError, Mistake, UnknownModelError
from antavo_export.schedules import FOLDER, BaseSchedule, Schedule

EXPORT_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,199}")


def load_export(file: Path, catalog: Catalog, *, text: str | None = None) -> Export:
    """Return the export that ``file`` describes, over the ``_defaults.yaml`` of its folders.

    ``text`` stands for what a file that is not written yet will hold.

    Raises:
        ConfigError: with every mistake in the file, each with its line.
    """
    if not EXPORT_ID.fullmatch(file.stem):
        message = "the file's name is the export's id: use letters, digits, _ and - only"
        raise ConfigError([Mistake(file, 1, "", message)])
    return _build(file.stem, layered(file, text), catalog, root_of(file))


def readable_schedule(file: Path) -> BaseSchedule | None:
    """Return the schedule of a file that has mistakes, or None when that is one of them."""
    try:
        data = layered(file).data
        return TypeAdapter[BaseSchedule](Schedule).validate_python(
            data.get("schedule", "now"), context={FOLDER: root_of(file)}
        )
    except Exception:  # noqa: BLE001 - whatever broke the file may break it here as well
        return None


def build_export(export_id: str, source: YamlSource, catalog: Catalog) -> Export:
    """Return the export described by one opened YAML document, without any defaults.

    Raises:
        ConfigError: with every mistake in it.
    """
    return _build(export_id, LayeredSource((source,)), catalog, root_of(source.file))


def build_from_data(
    export_id: str,
    data: Mapping[str, Any],
    catalog: Catalog,
    *,
    origin: Path,
    calendars: Path | None = None,
) -> Export:
    """Return the export described by plain data, such as the conf of a run.

    ``origin`` stands for a file in mistakes, whose line is always 1. Calendar files are read from
    the folder ``calendars``; without it none may be named, for data comes from people who may not
    read what lies on this machine, and mistakes quote what is wrong in a file.

    Raises:
        ConfigError: with every mistake in the data.
    """
    return _build(export_id, DataSource(origin, data), catalog, calendars)


def _build(
    export_id: str,
    source: LayeredSource | DataSource,
    catalog: Catalog,
    calendars: Path | None,
) -> Export:
    data = source.data
    model, found = _model_of(data, catalog)
    try:
        config = ExportConfig.model_validate(data, context={FOLDER: calendars})
    except ValidationError as error:
        found += findings(error, ExportConfig, data)
    except UnicodeEncodeError:
        pass  # pydantic cannot quote half a surrogate pair; the next check tells where it stands
    found += check_by_itself(data)
    if model is not None:
        found += check(model, data)
    if found or model is None:
        raise ConfigError(_located(found, source))
    return Export(export_id, source.file, data, config, model, catalog)


def _model_of(data: dict[str, Any], catalog: Catalog) -> tuple[DataModel | None, list[Finding]]:
    name = data.get("model")
    if not isinstance(name, str):
        return None, []  # missing or no text: pydantic says so
    try:
        return catalog.model(name), []
    except UnknownModelError as error:
        return None, [(("model",), str(error))]


def _located(found: list[Finding], source: LayeredSource | DataSource) -> Iterator[Mistake]:
    for where, message in found:
        place = ".".join(map(str, where))
        yield Mistake(*source.locate(where), place, presentable(message))

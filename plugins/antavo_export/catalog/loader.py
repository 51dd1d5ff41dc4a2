"""Loading one data model: the shipped YAML, then every overlay in order."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from antavo_export.catalog.data_model import DataModel
from antavo_export.catalog.overlay import Overlay
from antavo_export.catalog.yaml_file import MarkedFile, parse
from antavo_export.errors import ConfigError, Mistake

_SHIPPED = files("antavo_export.catalog") / "models"
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@cache
def shipped_names() -> frozenset[str]:
    """Return the names of the data models that come with the product."""
    names = (entry.name for entry in _SHIPPED.iterdir())
    return frozenset(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def overlaid_names(folder: Path) -> frozenset[str]:
    """Return the names of the data models an overlay folder adds or changes.

    Raises:
        ConfigError: the folder does not exist, or a file in it can name no data model.
    """
    if not folder.is_dir():
        raise ConfigError([Mistake(folder, 1, "", "there is no such folder of data models")])
    found = sorted(path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"})
    wrong = [path for path in found if path.suffix == ".yml" or not _NAME.fullmatch(path.stem)]
    if wrong:
        message = "name the file <model>.yaml in small letters, digits and underscores"
        raise ConfigError(Mistake(path, 1, "", message) for path in wrong)
    return frozenset(path.stem for path in found)


def load_model(name: str, overlays: Sequence[Path], tables: frozenset[str]) -> DataModel:
    """Return the data model with the overlay files applied in order.

    Args:
        name: One of the shipped names, or the stem of one of the overlays.
        overlays: The files that exist for this model.
        tables: The names of all models, whose tables expressions may refer to.

    Raises:
        ConfigError: an overlay file holds mistakes.
    """
    raw: dict[str, Any] = {"name": name}
    if name in shipped_names():
        raw |= parse((_SHIPPED / f"{name}.yaml").read_text(encoding="utf-8"))
    if not overlays:
        return DataModel.model_validate(raw)
    for path in overlays:
        raw, model = Overlay(MarkedFile(path)).applied_to(raw, tables)
    return model

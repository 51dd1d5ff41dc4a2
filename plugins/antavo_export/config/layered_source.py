"""An export's file over the ``_defaults.yaml`` of its folders: the nearest file wins."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from os.path import lexists
from pathlib import Path
from typing import Any, Final

from antavo_export.config.merging import merged
from antavo_export.config.yaml_source import Where, YamlSource, read_yaml
from antavo_export.errors import ConfigError, Mistake

DEFAULTS: Final = "_defaults.yaml"
_NOT_DEFAULTS: Final = "_defaults.yml"
ROOT: Final = "export_configs"


@dataclass
class LayeredSource:
    """One export as merged data, which still knows the file and line of every part.

    Attributes:
        layers: The documents, the export's own last.
    """

    layers: tuple[YamlSource, ...]

    @property
    def file(self) -> Path:
        """Return the export's own file."""
        return self.layers[-1].file

    @cached_property
    def data(self) -> dict[str, Any]:
        """Return the merged document.

        Raises:
            ConfigError: when any of the files is not YAML or not a mapping.
        """
        data: dict[str, Any] = {}
        for layer in self.layers:
            data = merged(data, _mapping(layer))
        return data

    def locate(self, where: Where) -> tuple[Path, int]:
        """Return file and line of the value at ``where``, or of the nearest part around it."""
        for layer in reversed(self.layers):
            if layer.holds(where):
                return layer.file, layer.line(where)
        return self.file, self.layers[-1].line(where)


def layered(file: Path, text: str | None = None) -> LayeredSource:
    """Return ``file`` over the defaults of its folders, up to the folder ``export_configs``.

    A file outside such a folder has the defaults that lie beside it. ``text`` stands for what
    a file that is not written yet will hold.

    Raises:
        ConfigError: when one of the files cannot be read, or is a link to a place elsewhere:
            mistakes quote what they are about, and not every file is for every author.
    """
    root = root_of(file)
    own = _read_inside(root, file) if text is None else YamlSource(file, text)
    return LayeredSource((*(_read_inside(root, above) for above in _defaults_above(file)), own))


def root_of(file: Path) -> Path:
    """Return the folder ``export_configs`` around ``file``, or the file's own folder."""
    return next((folder for folder in file.parents if folder.name == ROOT), file.parent)


def _read_inside(root: Path, file: Path) -> YamlSource:
    if not file.resolve().is_relative_to(root.resolve()):
        message = "links to a place outside the folder of exports; put the file itself here"
        raise ConfigError([Mistake(file, 1, "", message)])
    if file.exists() and not (file.is_file() or file.is_dir()):  # a pipe would be waited for
        raise ConfigError([Mistake(file, 1, "", "is no file but a pipe or a device")])
    return read_yaml(file)


def _defaults_above(file: Path) -> Iterator[Path]:
    """Yield the defaults from the root down; a broken link is one, so that it is missed.

    Raises:
        ConfigError: there are some under a name that is not read, which would be lost silently.
    """
    root = root_of(file)
    folders = [folder for folder in file.parents if folder.is_relative_to(root)]
    for folder in reversed(folders):
        if lexists(folder / _NOT_DEFAULTS):
            message = f"is not read under this name; rename it to {DEFAULTS}"
            raise ConfigError([Mistake(folder / _NOT_DEFAULTS, 1, "", message)])
        if lexists(folder / DEFAULTS):
            yield folder / DEFAULTS


def _mapping(layer: YamlSource) -> dict[str, Any]:
    if layer.data is None and layer.file.name == DEFAULTS:
        return {}
    if layer.data is None:
        raise ConfigError([Mistake(layer.file, 1, "", "the file is empty; it starts with name: …")])
    if not isinstance(layer.data, dict):
        raise ConfigError([Mistake(layer.file, 1, "", "expected keys and values, as in name: …")])
    return layer.data

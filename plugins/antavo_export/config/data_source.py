"""A configuration that stands in no file: the conf of a run, or what the wizard sends."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from antavo_export.config.yaml_source import Where


@dataclass
class DataSource:
    """Plain data in the place of a file; ``file`` is the name that mistakes give it."""

    file: Path
    given: Mapping[str, Any]

    @cached_property
    def data(self) -> dict[str, Any]:
        """Return the data with numbers as YAML reads them: exact, never binary fractions."""
        return {key: _exact(value) for key, value in self.given.items()}

    def locate(self, where: Where) -> tuple[Path, int]:
        """Return the origin; data has no lines."""
        del where
        return self.file, 1


def _exact(value: object) -> object:
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(repr(value))
    if isinstance(value, Mapping):
        return {key: _exact(inner) for key, inner in value.items()}
    return [_exact(inner) for inner in value] if isinstance(value, list) else value

"""The configuration of an export as the tests hold it, and the YAML that says the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import yaml

Constant = str | int | Decimal | bool | None
Operand = Constant | tuple[Constant, ...]


@dataclass(frozen=True)
class Criterion:
    """One condition; ``operand`` is a tuple where the operator takes several values."""

    attribute: str
    operator: str
    operand: Operand = None


@dataclass(frozen=True)
class Column:
    """One entry of ``fields``."""

    source: str
    to: str | None = None
    default: Constant = None
    replace: Mapping[Constant, Constant] = field(default_factory=dict)
    aggregation: str | None = None

    @property
    def title(self) -> str:
        """The text in the header."""
        return self.source if self.to is None else self.to


@dataclass(frozen=True)
class FileOptions:
    """The ``file`` section; the values here are the documented defaults."""

    format: str = "csv"
    delimiter: str = ","
    enclosure: str = '"'
    quoting: str = "minimal"
    newline: str = "lf"
    header: bool = True
    bom: bool = False
    null: str = ""
    archive: str = "none"
    layout: str = "array"
    any_model: bool = False


@dataclass(frozen=True)
class Config:
    """One export; ``columns`` of None are ``fields: all``, ``filters`` of None are ``none``."""

    model: str
    columns: tuple[Column, ...] | None
    filters: tuple[tuple[Criterion, ...], ...] | None = None
    timezone: str = "UTC"
    aggregate: bool = False
    file: FileOptions = FileOptions()
    name: str = "Conformance"

    def yaml(self) -> str:
        """Return the configuration as a user would write it: defaults are left out."""
        sections: dict[str, Any] = {"name": self.name, "model": self.model}
        if self.timezone != "UTC":
            sections["timezone"] = self.timezone
        sections["filters"] = "none" if self.filters is None else _sets(self.filters)
        if self.aggregate:
            sections["aggregate"] = True
        sections["fields"] = "all" if self.columns is None else list(map(_column, self.columns))
        sections["file"] = _said(self.file, FileOptions(), always={"format"})
        return yaml.dump(
            sections, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100_000
        )


def _sets(filters: tuple[tuple[Criterion, ...], ...]) -> list[list[dict[str, Any]]]:
    return [[_criterion(criterion) for criterion in criteria] for criteria in filters]


def _criterion(criterion: Criterion) -> dict[str, Any]:
    said: dict[str, Any] = {"attribute": criterion.attribute, "operator": criterion.operator}
    if criterion.operand is not None:
        several = isinstance(criterion.operand, tuple)
        said["value"] = list(criterion.operand) if several else criterion.operand  # type: ignore[arg-type]  # a tuple, as tested
    return said


def _column(column: Column) -> dict[str, Any]:
    entry = _said(column, Column(column.source), always=set())
    entry.pop("source", None)
    if "replace" in entry:
        entry["replace"] = dict(column.replace)
    return {"from": column.source, **entry}


def _said(section: object, default: object, *, always: set[str]) -> dict[str, Any]:
    """Return the settings of ``section`` that are not the default ones."""
    return {
        name: value
        for name, value in vars(section).items()
        if name in always or value != getattr(default, name) or _other_kind(value, default, name)
    }


def _other_kind(value: object, default: object, name: str) -> bool:
    return type(value) is not type(getattr(default, name))


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # its type is dynamic
    """Safe YAML that also knows decimals, and never abbreviates what stands twice."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    """Write text between double quotes where YAML would fold or drop some of its characters."""
    style = None if value.replace("\n", "x").isprintable() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_NUMBER: Final = "tag:yaml.org,2002:float"
_Dumper.add_representer(str, _text)
_Dumper.add_representer(
    Decimal, lambda dumper, value: dumper.represent_scalar(_NUMBER, format(value, "f"))
)

"""The catalogue: every data model on offer, each read when it is first asked for."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from antavo_export.catalog.data_model import DataModel
from antavo_export.catalog.expression import render
from antavo_export.catalog.field import Field
from antavo_export.catalog.loader import load_model, overlaid_names, shipped_names
from antavo_export.errors import ConfigError, UnknownModelError


class Catalog:
    """The shipped data models as changed by a brand's overlay folders, applied in order.

    Only the YAML of the models asked for is parsed, so that a task pays for one of them.
    """

    def __init__(self, overlays: Sequence[Path] = ()) -> None:
        self._overlays = [(folder, overlaid_names(folder)) for folder in overlays]
        self._loaded: dict[str, DataModel] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The data models on offer, sorted; one whose overlay is mistaken is still listed."""
        return tuple(name for name in sorted(self._all) if self._is_on_offer(name))

    def model(self, name: str) -> DataModel:
        """Return the data model of that name.

        Raises:
            UnknownModelError: there is none, or an overlay switched it off.
            ConfigError: an overlay's file for it holds mistakes.
        """
        if name not in self._all or not self._load(name).enabled:
            raise UnknownModelError(name, self.names)
        return self._load(name)

    def expression(self, model: DataModel, field: Field, run_moment: str) -> str:
        """Return the SQL of a field that has ``sql``, in parentheses and ready to be used.

        Tables stand in it quoted and schema-qualified; ``t`` is the alias of the model's row.

        Args:
            model: The model the field belongs to.
            field: A field whose source is ``sql``.
            run_moment: SQL that yields the run moment as timestamptz: a literal or a parameter.

        Raises:
            ValueError: the field has another source.
        """
        if field.sql is None:
            raise ValueError(f"{model.name}.{field.name} is not an expression")
        return render(
            field.sql,
            table=lambda name: model.tables.get(name) or self._load(name).table,
            run_moment=run_moment,
        )

    @cached_property
    def _all(self) -> frozenset[str]:
        return shipped_names().union(*(names for _, names in self._overlays))

    def _is_on_offer(self, name: str) -> bool:
        if not any(name in names for _, names in self._overlays):
            return True
        try:
            return self._load(name).enabled
        except ConfigError:
            return True

    def _load(self, name: str) -> DataModel:
        if name not in self._loaded:
            paths = [folder / f"{name}.yaml" for folder, names in self._overlays if name in names]
            self._loaded[name] = load_model(name, paths, self._all)
        return self._loaded[name]


def load_catalog(overlays: Sequence[Path] = ()) -> Catalog:
    """Return the catalogue with the overlay folders applied in order.

    Raises:
        ConfigError: an overlay folder does not exist or holds a file that names no data model.
    """
    return Catalog(overlays)

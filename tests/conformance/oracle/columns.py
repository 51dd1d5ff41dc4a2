"""The values of a model's fields, row by row."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from antavo_export.catalog import DataModel, Field
from antavo_export.field_types import FieldType
from tests.conformance.data.dataset import Dataset, Row
from tests.conformance.oracle.computed import DERIVED, Circumstances
from tests.conformance.oracle.documents import text_at
from tests.conformance.oracle.values import Value, read


class Columns:
    """The rows of one model as one export sees them: in its zone, as of its run moment."""

    def __init__(
        self, model: DataModel, dataset: Dataset, zone: ZoneInfo, moment: datetime
    ) -> None:
        self.zone = zone
        self.moment = moment.astimezone(zone)
        self.model = model
        self._around = Circumstances(dataset, zone, moment)
        self._rows = dataset.rows[model.name]
        self._fields: dict[str, Field] = {}
        self._values: dict[str, list[Value]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def field(self, name: str) -> Field:
        """Return a field of the model."""
        if name not in self._fields:
            self._fields[name] = self.model.field(name)
        return self._fields[name]

    def type_of(self, name: str) -> FieldType:
        """Return the type of a field."""
        return self.field(name).type

    def values(self, name: str) -> Sequence[Value]:
        """Return the field's value in every row."""
        if name not in self._values:
            field = self.field(name)
            self._values[name] = [self._value(row, field) for row in self._rows]
        return self._values[name]

    def _value(self, row: Row, field: Field) -> Value:
        value: Value
        if field.sql is not None:
            value = DERIVED[self.model.name, field.name](row, self._around)
        elif field.path is not None:
            value = read(field.type, text_at(row[field.path[0]], field.path[1:]), self.zone)
        else:
            value = row[str(field.column)]
        return value

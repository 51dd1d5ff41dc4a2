"""What an export of one model may be made of: its fields, their operands and replace keys."""

from collections.abc import Sequence
from functools import lru_cache

from antavo_export.field_types import FieldType as T
from tests.conformance.configs import Constant
from tests.conformance.data.names import field_names
from tests.conformance.drawing.operands import operands
from tests.conformance.oracle.columns import Columns
from tests.conformance.oracle.groups import AGGREGATES
from tests.conformance.oracle.values import shown

_COUNTS = (1, 2, 3, 5, 60)
_LONGEST_KEY = 200


class Choices:
    """Everything that may be drawn for one model, in one zone and as of one run moment."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.model = columns.model
        self.names = field_names(columns.model)
        self.operands = lru_cache(maxsize=None)(self._operands)
        self.keys = lru_cache(maxsize=None)(self._keys)
        self.aggregatable = lru_cache(maxsize=None)(self._aggregatable)

    def _operands(self, name: str) -> Sequence[Constant]:
        field = self.model.field(name)
        return operands(field, self.columns.values(name), self.columns.zone)

    def _keys(self, name: str, aggregation: str | None) -> Sequence[Constant]:
        """Return replace keys; a bare day does not say which second it replaces."""
        type_ = self.columns.type_of(name)
        if aggregation == "count":
            return _COUNTS
        if type_ in {T.LIST, T.JSON}:
            texts = (shown(value, self.columns.zone) for value in self.columns.values(name))
            return [text for text in texts if text and len(text) <= _LONGEST_KEY] or ["a"]
        if type_ is T.DATETIME:
            return [key for key in self.operands(name) if str(key)[10:11] in {" ", "T"}] or [""]
        return self.operands(name)

    def _aggregatable(self, aggregation: str) -> Sequence[str]:
        return [
            name
            for name in self.names
            if not self.model.field(name).computed
            and self.columns.type_of(name) in AGGREGATES[aggregation]
        ]

"""Both readings of an export over the same rows: the product's file and the oracle's."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import psycopg

from antavo_export.errors import ExportError, UnwritableValueError
from tests.conformance.comparison import compare, fail, refusals
from tests.conformance.configs import Config
from tests.conformance.data.dataset import Dataset
from tests.conformance.drawing.choices import Choices
from tests.conformance.oracle.columns import Columns
from tests.conformance.oracle.evaluation import Expected, evaluate
from tests.conformance.product import Product

MOMENT: Final = datetime(2026, 3, 13, 13, 30, 45, 250_000, tzinfo=UTC)


class Both:
    """Runs a configuration both ways and compares."""

    def __init__(self, product: Product, dataset: Dataset) -> None:
        self.product = product
        self.dataset = dataset
        self._columns = lru_cache(maxsize=None)(self._make_columns)
        self._choices = lru_cache(maxsize=None)(lambda *around: Choices(self.columns(*around)))

    def columns(self, model: str, zone: str = "UTC", moment: datetime = MOMENT) -> Columns:
        """Return the values of a model's fields as the oracle sees them."""
        return self._columns(model, zone, moment)

    def choices(self, model: str, zone: str, moment: datetime) -> Choices:
        """Return what an export of a model may be made of."""
        return self._choices(model, zone, moment)

    def agree(self, config: Config, moment: datetime = MOMENT) -> Expected:
        """Fail unless both give the same file, or both refuse to write one."""
        expected = evaluate(config, self.columns(config.model, config.timezone, moment))
        unwritable = refusals(config, expected)
        try:
            content = self.product.run(config.yaml(), moment)
        except UnwritableValueError as error:
            _named(config, str(error), unwritable)
            return expected
        except ExportError as error:
            fail(config, f"{type(error).__name__}: {error}")
        if unwritable:
            fail(config, f"written although these break the file: {sorted(unwritable)[:3]}")
        compare(config, expected, content)
        receipt = self.product.receipt
        if receipt is None or receipt.rows != len(expected.rows):
            fail(config, f"the receipt counts otherwise than {len(expected.rows)}: {receipt}")
        return expected

    def keep_the_same_rows(self, config: Config) -> None:
        """Fail unless both keep the same rows; quicker, and only about a file of one column."""
        expected = evaluate(config, self.columns(config.model, config.timezone))
        try:
            content = self.product.copied(config.yaml(), MOMENT)
        except (ExportError, psycopg.Error) as error:
            fail(config, f"{type(error).__name__}: {error}")
        compare(config, expected, content)

    def _make_columns(self, model: str, zone: str, moment: datetime) -> Columns:
        return Columns(self.product.catalog.model(model), self.dataset, ZoneInfo(zone), moment)


def _named(config: Config, message: str, unwritable: set[tuple[str, str]]) -> None:
    if not any(f"'{title}'" in message and name in message for title, name in unwritable):
        fail(config, f"refused without need, or naming another cell: {message}\n{unwritable}")

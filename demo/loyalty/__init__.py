"""A believable loyalty programme for the reference schema: all twelve data models, two years."""

from demo.loyalty.filling import REFERENCE_DAY, fill, is_filled
from demo.loyalty.reader import READER, create_reader

__all__ = ["READER", "REFERENCE_DAY", "create_reader", "fill", "is_filled"]

"""A believable loyalty programme for the reference schema: all twelve data models, two years."""

from demo.loyalty.filling import REFERENCE_DAY, fill, is_filled

__all__ = ["REFERENCE_DAY", "fill", "is_filled"]

"""The years that dates on the command line may lie in.

From there zones, days and the ten years of a calendar can be added and taken away without leaving
the years 1 to 9999 that Python knows.
"""

from typing import Final

YEARS: Final = range(1000, 9901)
OUT_OF_REACH: Final = f"is out of reach; use the years {YEARS.start} to {YEARS.stop - 1}"

"""The errors of the product."""

import pytest

from antavo_export import errors
from antavo_export.errors import ExportError, PermanentError, RetriableError


@pytest.mark.parametrize("base", [ExportError, PermanentError, RetriableError])
def test_every_error_stands_in_the_overview(base: type[ExportError]) -> None:
    ours = [kind.__name__ for kind in base.__subclasses__() if kind.__module__ == errors.__name__]
    overview = str(errors.__doc__)

    assert [name for name in ours if f"── {name} " not in overview] == []

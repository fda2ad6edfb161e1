"""Tables of worked examples: one row a case, its name in the first column."""

from typing import Any

import pytest


def table(*rows: tuple[Any, ...]) -> list[pytest.ParameterSet]:
    """Return the rows as parameters of a test, each called by its first column."""
    return [pytest.param(*values, id=str(name)) for name, *values in rows]

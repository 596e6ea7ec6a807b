"""What the tests of the bench share."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

_NUMBERS = count()


@pytest.fixture(autouse=True)
def own_cache(_no_memory_of_others: Path) -> Iterator[Path]:
    """Made-up layers have the same names in each test: what is kept of them is the test's own."""
    folder = _no_memory_of_others / f"cache{next(_NUMBERS)}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder

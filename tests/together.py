"""The cases of a test as one: handing out thousands of them takes longer than they do."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from inspect import signature
from itertools import groupby

import pytest

OF_EVERY_TEST = {"_no_memory_of_others", "state", "tmp_path_factory", "request"}
"""What tests/conftest.py gives to each test, unasked: its cases share it."""


def together(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """The same tests in the same order; where one takes nothing but data, its cases are one item."""
    for (parent, name), group in groupby(items, lambda item: (item.parent, _of_data_only(item))):
        cases = list(group)
        if name is None or len(cases) == 1:
            yield from cases
        else:
            functions = [case for case in cases if isinstance(case, pytest.Function)]
            yield pytest.Function.from_parent(parent, name=name, callobj=_all(functions))


def _of_data_only(item: pytest.Item) -> str | None:
    """The name of a test with nothing but data; None where it takes anything else, or is marked."""
    if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
        return None
    plain = all(
        mark.name == "parametrize" and not mark.kwargs.get("indirect") for mark in item.iter_markers()
    )
    data = set(item.callspec.params)
    if not plain or not set(item.fixturenames) <= data | OF_EVERY_TEST:
        return None
    return item.originalname if _parameters(item.function) <= data else None


@cache
def _parameters(function: Callable[..., object]) -> frozenset[str]:
    return frozenset(signature(function).parameters)


def _all(cases: Sequence[pytest.Function]) -> Callable[[], None]:
    """Calls each case; those that fail are named."""

    def call() -> None:
        failed = list[BaseException]()
        for case in cases:
            try:
                case.obj(**case.callspec.params)
            except (Exception, pytest.fail.Exception) as error:
                error.add_note(case.nodeid)
                failed.append(error)
        if failed:
            raise BaseExceptionGroup(f"{len(failed)} of {len(cases)} cases", failed)

    return call

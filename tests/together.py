"""The cases of a test as one: handing out thousands of them takes longer than they do."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import pytest
from typing_extensions import override


class Cases(pytest.Item):
    """A test that takes nothing but data, with all of it; the cases that fail are named."""

    def __init__(self, *, cases: Sequence[pytest.Function], **node: Any) -> None:
        super().__init__(**node)
        self._cases = cases

    @override
    def runtest(self) -> None:
        failed = list[BaseException]()
        for case in self._cases:
            try:
                case.obj(**case.callspec.params)
            except (Exception, pytest.fail.Exception) as error:
                error.add_note(case.nodeid)
                failed.append(error)
        if failed:
            raise BaseExceptionGroup(f"{len(failed)} of {len(self._cases)} cases", failed)

    @override
    def reportinfo(self) -> tuple[Any, int | None, str]:
        file, line, _ = self._cases[0].reportinfo()
        return file, line, self.name


def together(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """The same tests in the same order; where one takes nothing but data, its cases are one item."""
    for (parent, name), group in groupby(items, lambda item: (item.parent, _of_data_only(item))):
        cases = list(group)
        if name is None or len(cases) == 1:
            yield from cases
        else:
            yield Cases.from_parent(parent, name=name, cases=cases)


def _of_data_only(item: pytest.Item) -> str | None:
    """The name of a test with nothing but data; None where it takes anything else, or is marked."""
    if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
        return None
    marks = list(item.iter_markers())
    plain = all(mark.name == "parametrize" and not mark.kwargs.get("indirect") for mark in marks)
    data_only = set(item.fixturenames) <= set(item.callspec.params)
    return item.originalname if plain and data_only else None

"""The cases of a test as one item: handing out thousands of them takes longer than they do."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from inspect import isfunction, signature
from pathlib import Path

import pytest

SHARED = {
    "_no_memory_of_others",
    "_waiting_takes_no_time",
    "own_cache",
    "request",
    "runner",
    "state",
    "tmp_path_factory",
}
"""What tests are given unasked, and the cases of a test may share."""
OF_EACH_CASE = ("GRADER_STATE", "XDG_CACHE_HOME")
"""Variables that name a folder of the test's own: each of its cases has a new one there."""

Cases = Callable[[], Sequence[pytest.Function]]


class Together:
    """A plugin. Where a test takes nothing but data and a folder, its cases are one item.

    They are made when it is called, by the one process that calls it.
    """

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makeitem(
        self, collector: pytest.Collector, name: str, obj: object
    ) -> pytest.Item | None:
        """The item; None where the test takes anything else, or is marked."""
        if not name.startswith("test") or not isfunction(obj) or not isinstance(collector, pytest.Module):
            return None
        asked = set(signature(obj).parameters) - _data(obj)
        if not _data(obj) or not asked <= {"tmp_path"}:
            return None
        others = collector.config.pluginmanager.subset_hook_caller("pytest_pycollect_makeitem", [self])
        make = partial(others, collector=collector, name=name, obj=obj)
        item = pytest.Function.from_parent(collector, name=name, callobj=_all(make, asked))
        unmarked = next(item.iter_markers(), None) is None
        return item if unmarked and set(item.fixturenames) <= SHARED else None


def _data(test: Callable[..., object]) -> set[str]:
    """The names of what it is called with; none where a mark says anything else."""
    marks: list[pytest.Mark] = getattr(test, "pytestmark", [])
    if not all(map(_is_of_data, marks)):
        return set()
    return {name for mark in marks for name in _names(mark)}


def _is_of_data(mark: pytest.Mark) -> bool:
    if mark.name != "parametrize" or len(mark.args) != 2 or mark.kwargs.keys() - {"ids"}:
        return False
    return isinstance(mark.args[1], Collection) and not any(
        getattr(value, "marks", ()) for value in mark.args[1]
    )


def _names(mark: pytest.Mark) -> Sequence[str]:
    names = mark.args[0]
    return [name.strip() for name in names.split(",")] if isinstance(names, str) else names


def _all(make: Cases, asked: set[str]) -> Callable[[pytest.FixtureRequest], None]:
    """Calls each case; those that fail are named."""

    def call(request: pytest.FixtureRequest) -> None:
        given: dict[str, Path] = {name: request.getfixturevalue(name) for name in asked}
        root = request.getfixturevalue("_no_memory_of_others")
        cases, failed, skipped = make(), list[BaseException](), list[BaseException]()
        for number, case in enumerate(cases):
            try:
                with _own_folders(root, str(number)):
                    own = {name: _made(folder / str(number)) for name, folder in given.items()}
                    case.obj(**case.callspec.params, **own)
            except pytest.skip.Exception as reason:
                skipped.append(reason)
            except (Exception, pytest.fail.Exception) as error:
                error.add_note(case.nodeid)
                failed.append(error)
        if failed:
            raise BaseExceptionGroup(f"{len(failed)} of {len(cases)} cases", failed)
        if skipped:
            raise skipped[0]

    return call


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@contextmanager
def _own_folders(root: Path, name: str) -> Iterator[None]:
    """Sets the variables that name a folder below this root; afterwards they are as before."""
    before = {key: os.environ[key] for key in OF_EACH_CASE if os.environ.get(key, "").startswith(str(root))}
    os.environ.update({key: f"{folder}/{name}" for key, folder in before.items()})
    try:
        yield
    finally:
        os.environ.update(before)

"""Kinds that other packages bring."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.challenge import load_challenge
from grader.criteria import find_kind, kinds
from grader.criterion import installed
from grader.criterion.proof import unproven
from grader.errors import SpecError, UsageError
from tests.brought import bring
from tests.challenge.test_loader import GOOD

KIND = '''\
from typing import Literal
from grader.criterion import DockerfileKind, Met, Unmet, met, unmet


class ShoutsKind(DockerfileKind):
    """All instructions are in capitals.

    They are easier to find.
    """

    check: Literal["shouts"]
    examples = (met("capitals"), unmet("none", dockerfile="from x"))

    @property
    def expected(self):
        return "capitals"

    def judge_text(self, dockerfile):
        return Met("all") if dockerfile.stages else Unmet("some")
'''

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Puts a package with one module and one entry point on the path."""

    def put(package: str, code: str, name: str = "shouts", what: str = "ShoutsKind") -> None:
        module = package.replace("-", "_")
        bring(tmp_path / "site", package, monkeypatch, **{name: f"{module}:{what}"})
        (tmp_path / "site" / f"{module}.py").write_text(code)

    yield put
    installed.forget()
    for name in ("loud_kinds", "other_kinds"):
        sys.modules.pop(name, None)


def test_a_kind_of_another_package(install: Install, tmp_path: Path) -> None:
    """A spec names it like any other; until then it is not loaded, and its options are checked, too."""
    install("loud-kinds", KIND)
    assert find_kind("stage_count")
    assert "loud_kinds" not in sys.modules
    file = tmp_path / "challenges" / "demo" / "challenge.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(GOOD.replace("stage_count\n    at_least: 2", "shouts"))
    criteria = load_challenge(file).criteria
    assert (criteria[0].kind(), installed.packages_of(criteria)) == ("shouts", ["loud-kinds 1.0"])
    assert "loud_kinds" in sys.modules
    file.write_text(GOOD.replace("stage_count", "shouts"))
    with pytest.raises(SpecError, match=r"at_least: unknown key"):
        load_challenge(file)


def test_two_kinds_of_one_name(install: Install) -> None:
    """They are refused with both packages, also where one is the grader."""
    install("loud-kinds", KIND)
    install("other-kinds", KIND)
    with pytest.raises(UsageError, match=r"a kind 'shouts': loud-kinds 1\.0 and other-kinds 1\.0"):
        find_kind("shouts")
    with pytest.raises(UsageError, match="two packages bring a kind 'shouts'"):
        kinds()


def test_a_built_in_name(install: Install) -> None:
    """The grader's own kind stays what it is, and the list of kinds names the package that has its name."""
    install("loud-kinds", KIND, name="lint")
    kind = find_kind("lint")
    assert kind is not None
    assert kind.__module__ == "grader.criteria.lint"
    with pytest.raises(UsageError, match=r"'lint': the grader itself and loud-kinds 1\.0"):
        kinds()


@pytest.mark.parametrize(
    ("code", "name", "what", "says"),
    [
        ("x = 1", "shouts", "x", "loud_kinds:x is no kind with check: shouts"),
        (KIND, "whispers", "ShoutsKind", "no kind with check: whispers"),
        ("raise RuntimeError('no')", "shouts", "x", "cannot be loaded: RuntimeError: no"),
        ("", "shouts", "x", "cannot be loaded: AttributeError"),
    ],
)
def test_what_is_no_kind(install: Install, code: str, name: str, what: str, says: str) -> None:
    """A package whose entry point is wrong is named, with what is wrong."""
    install("loud-kinds", code, name, what)
    with pytest.raises(UsageError) as refused:
        find_kind(name)
    assert str(refused.value).startswith("loud-kinds 1.0: ")
    assert says in str(refused.value)


def test_examples_prove_it(install: Install) -> None:
    """Its examples are tried as the grader's own are; what they do not show is told."""
    install("loud-kinds", KIND)
    kind = find_kind("shouts")
    assert kind is not None
    assert list(unproven(kind)) == ["example 'none': must be unmet, it is met"]

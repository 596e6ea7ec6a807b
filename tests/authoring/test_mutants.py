"""Mutants of a solution, and what became of them; grading is made up."""

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from grader.authoring.effect import effect, questions
from grader.authoring.mutants import Mutant, course_images, mutants
from grader.authoring.mutation import Effects, Mutating, are_alike, effects_of
from grader.commands.mutants import HowToMutate, show_mutants
from grader.errors import EngineFailureError, UsageError
from grader.evidence import (
    BaseImage,
    ContextFact,
    HistoryEntry,
    ImageConfig,
    ImageFact,
    LayerEntry,
    OwnLayer,
    OwnLayersFact,
    SizeFact,
)
from grader.side_by_side import SideBySide
from grader.values import replace
from tests.classroom.samples import CHALLENGE, marked

FILES = (LayerEntry("/app/app.py", "file", 1000), LayerEntry("/a.whl", "file", 10_000))


@cache
def every() -> list[Mutant]:
    """All of the challenge, made once."""
    return mutants(CHALLENGE, ["python:3.11", "python:3.11-slim"])


def answers(
    *files: LayerEntry, size: int = 1_000_000, target: str | None = None, **config: Any
) -> dict[Any, Any]:
    """What is known of an image with these files."""
    base = BaseImage("base:1", available=True, is_prefix=True)
    history = (HistoryEntry("HEALTHCHECK &{[x] 5s}", 0), HistoryEntry("ENV A=1", 0))
    image = ImageFact("sha256:1", base, history, (), ImageConfig(**config))
    layers = OwnLayersFact((OwnLayer("l1", entries=files[:1]), OwnLayer("l2", entries=files[1:])))
    return dict(
        zip(
            questions(target),
            (image, layers, SizeFact(size, "unpacked", None, "overlay2", ()), ContextFact(1, 2, None, ())),
            strict=True,
        )
    )


def like(one: dict[Any, Any], other: dict[Any, Any]) -> bool:
    """Whether nothing tells the effects apart."""
    first, second = effect(one), effect(other)
    assert first is not None
    assert second is not None
    return first.is_like(second)


@pytest.fixture
def graded(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Outcomes by a text in the graded Dockerfile, in place of grading; all is met where none fits."""
    told: dict[str, Any] = {}

    @contextmanager
    def grading(_self: SideBySide, _challenge: object, folder: Path, _options: object) -> Iterator[Any]:
        text = (folder / "Dockerfile").read_text()
        outcomes = next((found for part, found in told.items() if part in text), ())
        if isinstance(outcomes, BaseException):
            raise outcomes
        verdicts = marked(*outcomes).report.criteria
        files = FILES if "rm -rf" in text else FILES[:1]
        kept = SimpleNamespace(evidence=answers(*files))
        yield SimpleNamespace(verdicts=lambda: iter(verdicts), also_ask=list, graded=lambda: kept)

    monkeypatch.setattr(SideBySide, "grading", grading)
    return told


def chosen(wanted: Callable[[Mutant], bool]) -> list[Mutant]:
    """Some of the mutants."""
    return [mutant for mutant in every() if wanted(mutant)]


def tried(*some: Mutant) -> dict[str, tuple[str, str]]:
    """What became of mutants, by their words."""
    mutating = Mutating(jobs=2, limits=lambda challenge: challenge.limits)
    (done,) = mutating.try_all([(CHALLENGE, some, len(every()))])
    return {one.mutant.what: (one.fate, one.by) for one in done.judged}


def test_mutants() -> None:
    """They are of all sorts from the first ones on, all different, and each one's place is known."""
    assert len({mutant.kind for mutant in every()[:10]}) == 10
    assert len({(mutant.file, mutant.text) for mutant in every()}) == len(every()) > 40
    assert ".dockerignore:2" in {mutant.place for mutant in every()}


def test_made(tmp_path: Path) -> None:
    """A mutant is a copy of the solution with one file changed, or without it."""
    (none,) = chosen(lambda one: one.text is None)
    assert not (none.make(CHALLENGE.solution, tmp_path / "1") / ".dockerignore").exists()
    made = every()[0].make(CHALLENGE.solution, tmp_path / "2")
    assert (made / "Dockerfile").read_text() == every()[0].text
    assert (made / "app.py").read_bytes() == (CHALLENGE.solution / "app.py").read_bytes()


def test_fates(graded: dict[str, Any]) -> None:
    """A criterion notices a change, nothing does, nothing is changed by it, or the machine failed."""
    graded["EXPOSE 5001"] = ("met", "unmet", "broken")
    graded["COPY . ."] = ("broken",)
    words = ("5001 in place of 5000", "without -y", "without rm -rf /var/lib/apt/lists/*")
    some = chosen(lambda one: one.what in {*words, "COPY . in place of COPY app.py ."})
    assert tried(*some) == {
        "5001 in place of 5000": ("noticed", CHALLENGE.criteria[1].id),
        "without -y": ("equal", ""),
        "without rm -rf /var/lib/apt/lists/*": ("unnoticed", ""),
        "COPY . in place of COPY app.py .": ("not judged", CHALLENGE.criteria[0].id),
    }


def test_solution_comes_first(graded: dict[str, Any]) -> None:
    """Where the solution itself fails, no change of it tells anything."""
    graded["FROM"] = ("unmet",)
    with pytest.raises(UsageError, match="does not meet two-stages"):
        tried(every()[0])
    graded["FROM"] = ("broken",)
    with pytest.raises(EngineFailureError, match="two-stages is broken"):
        tried(every()[0])


def test_interrupted(graded: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends what is being graded, and leaves no folder."""
    made: list[Path] = []
    real = tempfile.TemporaryDirectory

    def noted(**options: Any) -> Any:
        opened = real(**options)
        made.append(Path(opened.name))
        return opened

    monkeypatch.setattr(tempfile, "TemporaryDirectory", noted)
    stopped: list[str] = []
    monkeypatch.setattr(SideBySide, "stop", lambda _self: stopped.append("stop"))
    graded["FROM python:3.11-slim AS builder"] = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        tried(*chosen(lambda one: one.kind == "base"))
    assert (stopped, made[0].exists()) == (["stop"], False)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (answers(*FILES), True),
        (answers(FILES[0], replace(FILES[1], size_bytes=10_001)), True),
        (answers(FILES[0], replace(FILES[1], size_bytes=10_100)), False),
        (answers(FILES[0], replace(FILES[1], mode=0o600)), False),
        (answers(FILES[0]), False),
        (answers(*FILES, user="app"), False),
        (answers(*FILES, size=1_000_900), True),
        (answers(*FILES, size=1_002_000), False),
        (answers(*FILES, labels=(("grader.run", "2"),)), True),
        (answers(*FILES, labels=(("version", "2"),)), False),
    ],
)
def test_effect(other: dict[Any, Any], same: bool) -> None:  # noqa: FBT001 - a parameter of the table
    """Configuration and files count, not which run made them, nor a byte of what was compressed."""
    assert like(answers(*FILES), other) is same


@pytest.mark.parametrize(("user", "same"), [("", True), ("app", False)])
def test_effects_on_all_images(user: str, same: bool) -> None:  # noqa: FBT001 - a parameter of the table
    """A change of a stage that a criterion builds by its name is not equal."""
    of_a_stage = SimpleNamespace(criteria=(SimpleNamespace(target="dev"), SimpleNamespace()))

    def effects(**config: Any) -> Effects:
        evidence = {**answers(*FILES), **answers(*FILES, target="dev", **config)}
        opened = SimpleNamespace(also_ask=list, graded=lambda: SimpleNamespace(evidence=evidence))
        return effects_of(cast("Any", opened), cast("Any", of_a_stage))

    assert are_alike(effects(), effects(user=user)) is same
    assert not are_alike(effects(), (None, None))


def test_effect_is_not_guessed() -> None:
    """Where the files are not told, nothing is equal."""
    assert effect({}) is None
    excess = OwnLayersFact((OwnLayer("l1", excess="too many files"),))
    assert effect({**answers(*FILES), questions()[1]: excess}) is None


def test_shown(graded: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """The share and the list are printed, what was left out is counted, and each is told as it ends."""
    graded["python:3.9 AS builder"] = ("unmet",)
    assert show_mutants([CHALLENGE], HowToMutate(jobs=1, most=3), as_json=False, quiet=False) == 0
    said = capsys.readouterr()
    assert re.search(r"1 of \d changes are noticed, \d+ %", said.out)
    assert "were not tried" in said.out
    assert "3 of 3: 02-multi-stage-builds" in said.err


def test_json(graded: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """All mutants with what became of them; a machine's failure is exit code 3."""
    graded["python:3.9 AS builder"] = ("broken",)
    how = HowToMutate(jobs=1, most=2, build=30.0)
    assert show_mutants([CHALLENGE], how, as_json=True, quiet=True) == 3
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["challenge"], len(told["mutants"]), told["made"] > 40) == (CHALLENGE.id, 2, True)
    assert {one["fate"] for one in told["mutants"]} >= {"not judged"}
    assert set(told["mutants"][0]) == {"kind", "change", "file", "line", "fate", "by", "why"}


def test_build_time() -> None:
    """The time of a build takes the place of the spec's."""
    assert HowToMutate(jobs=1, build=30.0).limits(CHALLENGE).build == 30
    assert HowToMutate(jobs=1).limits(CHALLENGE) == CHALLENGE.limits
    assert course_images([CHALLENGE]) == ["python:3.11", "python:3.11-slim"]

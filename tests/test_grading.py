"""From facts to verdicts: order, requirements, what stays hidden."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal

import pytest

from grader.challenge import load_challenge
from grader.criterion import Criterion, Finding, Met, Unmet, installed, met, unmet
from grader.errors import SpecError
from grader.evidence import Answer, Blocked, Broken, Facts, Question, Skipped, SourceQuestion
from grader.evidence.question import Room
from grader.grading import Grading, skip
from tests.brought import bring


class Colour(SourceQuestion[str]):
    """A question of a toy kind."""

    of: str = "sky"


class PaintedColour(Colour):
    """The same, which costs a build."""

    room: ClassVar[Room] = "image"


class ColourIs(Criterion):
    """The thing has this colour.

    A toy: a new kind costs one class.
    """

    check: Literal["colour_is"]
    of: str = "sky"
    colour: str = "blue"

    examples = (
        met("blue", "blue"),
        unmet("grey", "grey"),
    )

    @property
    def expected(self) -> str:
        """The colour."""
        return self.colour

    def questions(self) -> tuple[Question[Any], ...]:
        """Its colour."""
        return (Colour(self.of),)

    def judge(self, facts: Facts) -> Finding:
        """Compare."""
        seen = facts[Colour(self.of)]
        return Met(seen) if seen == self.colour else Unmet(seen, file="Dockerfile", line=3)


class NearlyBlue(ColourIs):
    """The thing is blue; what is nearly blue has part of the points: a toy."""

    check: Literal["nearly_blue"]  # type: ignore[assignment] # a kind of its own

    def judge(self, facts: Facts) -> Finding:
        """Compare."""
        return Unmet("nearly", points=5) if facts[Colour(self.of)] == "navy" else super().judge(facts)


class StaysBlue(ColourIs):
    """The thing is blue, and stays it when it is painted: a toy that decides on the files where it can."""

    check: Literal["stays_blue"]  # type: ignore[assignment] # a kind of its own
    screened: ClassVar[list[str]] = []

    def questions(self) -> tuple[Question[Any], ...]:
        """Its colour after and before."""
        return (PaintedColour(f"painted {self.of}"), Colour(self.of))

    def screen(self, facts: Facts) -> Unmet | None:
        """What is not blue needs no paint."""
        self.screened.append(self.id)
        return None if facts[Colour(self.of)] == "blue" else Unmet("not blue at all")

    def judge(self, facts: Facts) -> Finding:
        """Compare."""
        seen = facts[PaintedColour(f"painted {self.of}")]
        return Met(seen) if seen == "blue" else Unmet(seen)


class Advising(ColourIs):
    """The thing has this colour, or it is told what to do: a toy with advice."""

    check: Literal["advising"]  # type: ignore[assignment] # a kind of its own

    def judge(self, facts: Facts) -> Finding:
        """Compare."""
        return Unmet(facts[Colour(self.of)], hint="wait for noon")


@dataclass
class Answers:
    """A bench whose answers are known; it counts what is asked."""

    known: dict[str, Answer[str]]
    asked: list[str] = field(default_factory=list)

    def ask(self, question: Question[Any]) -> Answer[Any]:
        """The answer."""
        assert isinstance(question, Colour)
        self.asked.append(question.of)
        return self.known[question.of]


def one(name: str, kind: type[ColourIs] = ColourIs, **options: Any) -> ColourIs:
    """A criterion about the thing that it is named for."""
    head = {"id": name, "title": name, "check": kind.kind(), "points": 5, "hint": "look up"}
    return kind.model_validate({**head, "of": name, **options})


def test_requirement_comes_first() -> None:
    """A criterion whose requirement is unmet is blocked, says so, and asks nothing."""
    bench = Answers({"sky": "blue", "sea": "grey"})
    verdict = Grading([one("sky", requires=["sea"]), one("sea")], bench).verdict("sky")
    assert (verdict.outcome, verdict.because) == ("blocked", "sea must be met first, it is unmet")
    assert bench.asked == ["sea"]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Broken("no engine"), "broken"),
        (Skipped("not asked for"), "skipped"),
        (Blocked("build", "it fails"), "blocked"),
    ],
)
def test_requirement_that_is_not_known(answer: Answer[str], outcome: str) -> None:
    """What a machine's failure kept from being known fails nobody further on."""
    grading = Grading([one("sea"), one("sky", requires=["sea"])], Answers({"sea": answer, "sky": "blue"}))
    assert [verdict.outcome for verdict in grading.verdicts()] == [outcome, outcome]


def test_requirement_that_is_met() -> None:
    """With the requirement met the criterion is judged by itself, and everything is asked once."""
    bench = Answers({"sky": "blue", "sea": "blue"})
    grading = Grading([one("sky", requires=["sea"]), one("sea")], bench)
    assert [verdict.outcome for verdict in grading.verdicts()] == ["met", "met"]
    assert sorted(bench.asked) == ["sea", "sky"]


def test_hidden_that_was_not_asked_for() -> None:
    """A hidden criterion that is skipped gives nothing away, either."""
    verdict = skip(one("sky", hidden=True), "not selected")
    assert (verdict.outcome, verdict.because) == ("skipped", "not selected")
    assert (verdict.expected, verdict.hint) == ("", None)


@pytest.mark.parametrize(
    ("before", "after", "outcome", "asked"),
    [
        ("grey", "blue", "unmet", ["sky"]),
        ("blue", "grey", "unmet", ["sky", "painted sky"]),
        ("blue", "blue", "met", ["sky", "painted sky"]),
        (Blocked("dockerfile", "it is empty"), "blue", "blocked", ["sky"]),
        ("blue", Blocked("build", "it fails"), "blocked", ["sky", "painted sky"]),
    ],
)
def test_the_files_decide_where_they_can(
    before: Answer[str], after: Answer[str], outcome: str, asked: list[str]
) -> None:
    """The files are asked first and screened once; what decides there, or cannot be told, costs no engine."""
    bench, criterion = Answers({"sky": before, "painted sky": after}), one("sky", StaysBlue)
    StaysBlue.screened.clear()
    verdict = Grading([criterion], bench).verdict("sky")
    assert (verdict.outcome, bench.asked) == (outcome, asked)
    assert StaysBlue.screened == ([] if isinstance(before, Blocked) else ["sky"])


def test_hidden_tells_only_the_outcome() -> None:
    """A hidden criterion gives away neither what was expected nor what was found, but the author's hint."""
    verdict = Grading([one("sky", hidden=True)], Answers({"sky": "grey"})).verdict("sky")
    assert verdict.outcome == "unmet"
    assert (verdict.hint, verdict.expected) == ("look up", "")
    assert {verdict.found, verdict.advice, verdict.file, verdict.line} == {None}


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        ("grey", "look up"),
        (Blocked("build", "it fails"), "look up"),
        ("blue", None),
        (Broken("no disk"), None),
    ],
)
def test_the_authors_hint(answer: Answer[str], hint: str | None) -> None:
    """It stands wherever the learner has something to do, so also where another mistake is in the way."""
    assert Grading([one("sky")], Answers({"sky": answer})).verdict("sky").hint == hint


def test_the_kinds_advice_comes_beside_the_authors_hint() -> None:
    """What a kind says of just what it found takes nothing away from the author's words."""
    verdict = Grading([one("sky", Advising)], Answers({"sky": "grey"})).verdict("sky")
    assert (verdict.advice, verdict.hint) == ("wait for noon", "look up")


def test_a_new_kind_costs_one_class(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that is only a class of some package is known to specs, with its options checked."""
    bring(tmp_path / "site", "toys", monkeypatch, colour_is=f"{__name__}:ColourIs")
    file = tmp_path / "demo" / "challenge.yaml"
    file.parent.mkdir()
    head = "id: demo\ntitle: Demo\ncriteria:\n"
    spec = head + "  - {id: sky, title: Sky, check: colour_is, points: 5, hint: h%s}\n"
    file.write_text(spec % ", colour: red")
    assert load_challenge(file).criteria[0].expected == "red"
    file.write_text(spec % ", color: red")
    with pytest.raises(SpecError, match=r"unknown key, did you mean 'colour'\?"):
        load_challenge(file)
    installed.forget()


def test_part_of_the_points() -> None:
    """What is reached on the way has its points and is unmet; whoever requires it waits."""
    criteria = [one("sky", NearlyBlue, points=20), one("sea", requires=["sky"])]
    verdicts = list(Grading(criteria, Answers({"sky": "navy", "sea": "blue"})).verdicts())
    assert [(verdict.outcome, verdict.points) for verdict in verdicts] == [("unmet", 5), ("blocked", 0)]

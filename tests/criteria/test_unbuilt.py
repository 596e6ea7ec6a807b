"""What the submission's files alone tell where the image does not build."""

from dataclasses import dataclass
from typing import Any

import pytest

from grader.criteria.exec_form import ExecFormKind
from grader.criteria.image_config import ImageConfigKind
from grader.criterion import Criterion, Example, met
from grader.evidence import Answer, Blocked, Build, BuildFact, Question, ShellText
from grader.grading import Verdict, judge
from tests.criteria.made import known, made
from tests.shipped import KINDS


@dataclass
class Unbuilt:
    """A bench on which nothing builds; of the files it knows what an example knows."""

    criterion: Criterion
    example: Example

    def ask(self, question: Question[Any]) -> Answer[Any]:
        """The answer."""
        if question.room == "source":
            return known(self.criterion, self.example).answers.get(question, ())
        if isinstance(question, Build):
            return BuildFact(succeeded=False, reason="pip failed")
        return Blocked("build", "pip failed\nand said so", "Dockerfile", 3)


def _verdict(kind: type[Criterion], example: Example) -> Verdict:
    criterion = made(kind, **example.options)
    return judge(criterion, Unbuilt(criterion, example))


def _of_files(kind: type[Criterion], example: Example) -> bool:
    """Whether the criterion asks for nothing else, or is decided by its files before it does."""
    criterion = made(kind, **example.options)
    rooms = {question.room for question in criterion.questions()}
    return rooms == {"source"} or len(known(criterion, example).answers) < len(criterion.questions())


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_failed_build(kind: type[Criterion]) -> None:
    """What the files alone tell is judged in every kind; the rest waits, in one line, and is never unmet."""
    for example in kind.examples:
        verdict = _verdict(kind, example)
        if _of_files(kind, example):
            assert verdict.outcome == example.outcome.__name__.lower(), example.says
        elif verdict.outcome == "blocked":
            assert verdict.because == "build: pip failed", example.says
        else:
            assert (verdict.outcome == "met") or kind.kind() == "target_builds", example.says


@pytest.mark.parametrize(
    ("text", "options", "outcome"),
    [
        ("ENV PORT=8000\nUSER app\n", {"env": {"PORT": "8000"}, "user": "app"}, "met"),
        ("ENV PORT=8000\n", {"env": {"PORT": "8000"}, "user": "app"}, "blocked"),
        ("ENV PORT=9000\n", {"env": {"PORT": "8000"}}, "blocked"),
        ("ARG V=1\nENV V=$V\n", {"env": {"V": "${V}"}}, "blocked"),
        ("", {"working_dir": "/"}, "blocked"),
        ("", {"healthcheck": False}, "blocked"),
        ("HEALTHCHECK CMD x\n", {"healthcheck": True}, "met"),
        ("", {"target": "dev", "cmd": ["a"]}, "blocked"),
    ],
)
def test_settings_that_are_written_out(text: str, options: dict[str, Any], outcome: str) -> None:
    """They are met where the Dockerfile says all that is wanted, and the base image cannot take it back."""
    assert _verdict(ImageConfigKind, met("", dockerfile=f"FROM a\n{text}", **options)).outcome == outcome


@pytest.mark.parametrize(
    ("scripts", "outcome"), [((), "met"), ((ShellText("exec a", "a.sh", 1),), "blocked")]
)
def test_the_form_of_a_command(scripts: tuple[ShellText, ...], outcome: str) -> None:
    """An array is one whatever does not build; what a start script does is not known."""
    example = met("", None, None, scripts, dockerfile='FROM a\nCMD ["./a.sh"]\n')
    assert _verdict(ExecFormKind, example).outcome == outcome

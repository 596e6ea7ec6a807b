from typing import Any

import pytest

from grader.criteria.base_image import BaseImageKind
from grader.criterion import Finding, Met, Unmeasured, Unmet
from grader.criterion.samples import built_image
from grader.dockerfile import read_dockerfile
from grader.evidence import Blocked, DockerfileText, Phase, Question
from grader.grading import judge
from tests.criteria.made import judged, made

DIGEST = "sha256:" + "a" * 64


def _judge(dockerfile: str, wanted: str, *, is_prefix: bool = True, available: bool = True) -> Finding:
    image = built_image(is_prefix=is_prefix, available=available)
    return judged(BaseImageKind, image, dockerfile=dockerfile, image=wanted)


@pytest.mark.parametrize(
    ("named", "wanted"),
    [
        ("python:3.11-slim", "python:3.11-slim"),
        ("docker.io/library/python:3.11-slim", "python:3.11-slim"),
        ("python:3.11-slim", "docker.io/library/python:3.11-slim"),
        ("python", "python:latest"),
        ("python:latest", "python"),
        ("python:3.11-slim", "python:3.11-*"),
        ("python:3.11-slim", "python:3.1?-slim"),
        (f"python:3.11-slim@{DIGEST}", "python:3.11-slim"),
        (f"python:3.11-slim@{DIGEST}", f"python:3.11-slim@{DIGEST}"),
        ("scratch", "scratch"),
    ],
)
def test_same_image(named: str, wanted: str) -> None:
    """One image may be named in several ways, and a digest pins what the tag names."""
    assert isinstance(_judge(f"FROM {named}\n", wanted), Met)


@pytest.mark.parametrize(
    ("named", "wanted"),
    [
        ("python:3.11", "python:3.11-slim"),
        ("python:3.11-slim-bookworm", "python:3.11-slim"),
        ("example.com/python:3.11-slim", "python:3.11-slim"),
        ("me/python:3.11-slim", "python:3.11-slim"),
        ("python:3.11-slim", f"python:3.11-slim@{DIGEST}"),
        ("Xpython:3.11-slim".lower(), "python:*"),
    ],
)
def test_other_image(named: str, wanted: str) -> None:
    """A name that is only similar is another image."""
    assert isinstance(_judge(f"FROM {named}\n", wanted), Unmet)


def test_only_the_last_stage_counts() -> None:
    """The right base in an earlier stage helps nothing; the line is that of the FROM that counts."""
    finding = _judge("FROM python:3.11-slim AS a\nFROM python:3.11\n", "python:3.11-slim")
    assert isinstance(finding, Unmet)
    assert finding.line == 2


def test_chain_of_stages_and_arguments() -> None:
    """A chain of stages counts as the image it starts from, with arguments substituted."""
    text = "ARG V=3.11-slim\nFROM python:${V} AS runtime\nFROM runtime\n"
    assert isinstance(_judge(text, "python:3.11-slim"), Met)


def test_stage_with_an_image_name() -> None:
    """A stage that bears the wanted image's name is not that image."""
    text = "FROM alpine AS python\nFROM python\n"
    assert isinstance(_judge(text, "python:latest"), Unmet)


def test_screen_needs_no_image() -> None:
    """A wrong name is told from the Dockerfile alone, a right one is not yet proven."""
    assert isinstance(judged(BaseImageKind, dockerfile="FROM alpine\n", image="python:3.11-slim"), Unmet)
    with pytest.raises(KeyError):
        judged(BaseImageKind, dockerfile="FROM python:3.11-slim\n", image="python:3.11-slim")


def test_layers_decide() -> None:
    """The right name with other layers is not the image."""
    assert isinstance(_judge("FROM python:3.11-slim\n", "python:3.11-slim", is_prefix=False), Unmet)


def test_base_that_cannot_be_had() -> None:
    """Without the base image nothing is proven either way."""
    finding = _judge("FROM python:3.11-slim\n", "python:3.11-slim", available=False, is_prefix=False)
    assert isinstance(finding, Unmeasured)


class _Unbuilt:
    """Files that can be read, and no image."""

    def __init__(self, dockerfile: str, phase: Phase) -> None:
        self.text, self.blocked = read_dockerfile(dockerfile.encode()), Blocked(phase, "it fails")

    def ask(self, question: Question[Any]) -> Any:
        """Only what the files tell."""
        return self.text if isinstance(question, DockerfileText) else self.blocked


@pytest.mark.parametrize(
    ("phase", "base", "outcome"),
    [
        ("build", "python:3.11-slim", "met"),
        ("build", "python:3.11", "unmet"),
        ("dockerfile", "python:3.11-slim", "blocked"),
        ("time", "python:3.11-slim", "blocked"),
    ],
)
def test_without_an_image(phase: Phase, base: str, outcome: str) -> None:
    """A mistake elsewhere, in a step or in what COPY --from names, leaves the base as it is written."""
    criterion = made(BaseImageKind, image="python:3.11-slim")
    assert judge(criterion, _Unbuilt(f"FROM {base}\nCOPY --from=bulder a b\n", phase)).outcome == outcome

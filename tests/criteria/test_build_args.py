from typing import Any

import pytest
from pydantic import ValidationError

from grader.criteria.build_args import BuildArgsKind
from grader.criterion import Finding, Met, Unmet
from grader.dockerfile import read_dockerfile
from grader.evidence import (
    BaseImage,
    BuildOptions,
    BuiltImage,
    DockerfileText,
    Facts,
    FileEntry,
    ImageConfig,
    ImageFact,
    ImageFiles,
    ImageFilesFact,
)
from tests.criteria.made import made

GIVEN = BuildOptions("prod", (("V", "9"),))
PLAIN = BuildOptions("prod")
DOCKERFILE = "FROM a AS prod\nARG V\nLABEL version=$V\n"
OPTIONS: dict[str, Any] = {"arguments": {"V": "9"}, "target": "prod"}


def _judge(given: ImageConfig, plain: ImageConfig, text: str = DOCKERFILE, **options: Any) -> Finding:
    base = BaseImage("a:latest", available=True, is_prefix=True)
    facts: dict[Any, Any] = {
        BuiltImage(how): ImageFact("sha256:1", base, (), (), config)
        for how, config in ((GIVEN, given), (PLAIN, plain))
    }
    facts[DockerfileText()] = read_dockerfile(text.encode())
    return made(BuildArgsKind, **{**OPTIONS, **options}).judge(Facts(facts))


def _label(value: str) -> ImageConfig:
    return ImageConfig(labels=(("version", value),))


@pytest.mark.parametrize(
    ("given", "plain", "met"),
    [("9", "", True), ("9", "1", True), ("9", "9", False), ("", "", False), ("99", "", False)],
)
def test_label(given: str, plain: str, met: bool) -> None:  # noqa: FBT001 - a table of cases
    """The value must come with the argument, and only with it."""
    assert isinstance(_judge(_label(given), _label(plain), labels={"version": "9"}), Met) is met


def test_every_place_counts() -> None:
    """A value that arrives in one place of two has not arrived."""
    finding = _judge(_label("9"), _label(""), labels={"version": "9"}, env={"V": "9"})
    assert isinstance(finding, Unmet)
    assert "environment variable V: not there" in finding.found


def test_argument_that_no_stage_declares() -> None:
    """An ARG before the first FROM is not seen in a stage, and the learner is told so."""
    finding = _judge(_label(""), _label(""), "ARG V\nFROM a AS prod\n", labels={"version": "9"})
    assert isinstance(finding, Unmet)
    assert "No stage says ARG V" in (finding.hint or "")


def test_missing_file() -> None:
    """A file that is not there holds nothing."""
    options = {**OPTIONS, "file": {"path": "/v", "contains": "9"}}
    criterion = made(BuildArgsKind, **options)
    base = BaseImage("a:latest", available=True, is_prefix=True)
    facts: dict[Any, Any] = {DockerfileText(): read_dockerfile(DOCKERFILE.encode())}
    for how, entries in ((GIVEN, ()), (PLAIN, (FileEntry("/v", "file", text="9"),))):
        facts[BuiltImage(how)] = ImageFact("sha256:1", base, (), ())
        facts[ImageFiles(("/v",), texts=True, options=how)] = ImageFilesFact((entries,))
    assert set(criterion.questions()) == set(facts)
    assert isinstance(criterion.judge(Facts(facts)), Unmet)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"arguments": {}},
        {"arguments": {"V": "9"}},
        {"arguments": {"V": 9}, "env": {"V": "9"}},
        {"arguments": {"a b": "9"}, "env": {"V": "9"}},
        {"env": {"V": "9"}},
        {"arguments": {"V": "9"}, "env": {}},
        {"arguments": {"V": "9"}, "env": None},
        {"arguments": {"V": "9"}, "env": {"V": ""}},
        {"arguments": {"V": "9"}, "file": {"path": "/v"}},
        {"arguments": {"V": "9"}, "file": {"path": "v", "contains": "9"}},
    ],
)
def test_options_that_say_nothing_or_nonsense(options: dict[str, Any]) -> None:
    """Something must be given, and it must arrive somewhere."""
    with pytest.raises(ValidationError):
        made(BuildArgsKind, **options)

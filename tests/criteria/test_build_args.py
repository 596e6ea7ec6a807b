from typing import Any

import pytest

from grader.criteria.build_args import BuildArgsKind
from grader.criterion import Finding, Met, Unmet
from grader.criterion.samples import built_image, file, found_files
from grader.evidence import BuildOptions, BuiltImage, ImageFiles
from tests.criteria.made import judged, made

DOCKERFILE = "FROM a AS prod\nARG V\nENV VERSION=$V\n"
OPTIONS: dict[str, Any] = {"arguments": {"V": "9"}, "target": "prod"}


def _judge(given: str, plain: str, dockerfile: str = DOCKERFILE, **more: str) -> Finding:
    images = [built_image(environment=(f"VERSION={value}",)) for value in (given, plain)]
    return judged(BuildArgsKind, *images, dockerfile=dockerfile, **OPTIONS, env={"VERSION": "9", **more})


@pytest.mark.parametrize(
    ("given", "plain", "met"),
    [("9", "", True), ("9", "1", True), ("9", "9", False), ("", "", False), ("99", "", False)],
)
def test_variable(given: str, plain: str, met: bool) -> None:  # noqa: FBT001 - a table of cases
    """The value must come with the argument, and only with it."""
    assert isinstance(_judge(given, plain), Met) is met


def test_every_place_counts() -> None:
    """A value that arrives in one place of two has not arrived."""
    finding = _judge("9", "", V="9")
    assert isinstance(finding, Unmet)
    assert "environment variable V: not there" in finding.found


def test_argument_that_no_stage_declares() -> None:
    """An ARG before the first FROM is not seen in a stage, and the learner is told so."""
    finding = _judge("", "", "ARG V\nFROM a AS prod\n")
    assert isinstance(finding, Unmet)
    assert "No stage says ARG V" in (finding.hint or "")


def test_missing_file() -> None:
    """A file that is not there holds nothing."""
    files = (found_files(), found_files(file("/v", "9")))
    wanted = {"path": "/v", "contains": "9"}
    finding = judged(BuildArgsKind, built_image(), built_image(), *files, **OPTIONS, file=wanted)
    assert isinstance(finding, Unmet)


def test_both_images_are_asked_for() -> None:
    """One image is built with the arguments, one without; the file is read in both."""
    criterion = made(BuildArgsKind, **OPTIONS, file={"path": "/v", "contains": "9"})
    given, plain = BuildOptions("prod", (("V", "9"),)), BuildOptions("prod")
    assert criterion.questions()[1:] == (
        BuiltImage(given),
        BuiltImage(plain),
        ImageFiles(("/v",), texts=True, options=given),
        ImageFiles(("/v",), texts=True, options=plain),
    )

from typing import Any

import pytest

from grader.criteria.build_args import BuildArgsKind
from grader.criterion import Finding, Met, Unmet
from grader.evidence import ArgumentRun, ArgumentTrial, BuildOptions
from tests.criteria.made import judged, made

DOCKERFILE = "FROM a AS prod\nARG V\nENV VERSION=$V\n"
OPTIONS: dict[str, Any] = {"arguments": {"V": "1.0-rc"}, "target": "prod"}
DRAWN = ("7.5-ab", "2.9-xy")


def _judge(*there: str, dockerfile: str = DOCKERFILE, **more: str) -> Finding:
    """The finding where the variable has these values with the first draw, the second, and without."""
    given = [*((("V", value),) for value in DRAWN), ()]
    runs = tuple(ArgumentRun(each, (f"VERSION={value}",)) for each, value in zip(given, there, strict=True))
    env = {"VERSION": "v1.0-rc", **more}
    return judged(BuildArgsKind, runs, dockerfile=dockerfile, **OPTIONS, env=env)


@pytest.mark.parametrize(
    ("there", "met"),
    [
        (("v7.5-ab", "v2.9-xy", "none"), True),
        (("v7.5-ab", "v2.9-xy", "v1.0-rc"), True),
        (("v7.5-ab", "v7.5-ab", "none"), False),
        (("v1.0-rc", "v1.0-rc", "none"), False),
        (("7.5-ab", "2.9-xy", "none"), False),
        (("v7.5-ab", "v2.9-xy", ""), False),
        (("v7.5-ab", "v2.9-xy", " "), False),
    ],
)
def test_variable(there: tuple[str, ...], met: bool) -> None:  # noqa: FBT001 - a table of cases
    """Each value must come with its argument, as it is; without one a default must be there."""
    assert isinstance(_judge(*there), Met) is met


def test_every_place_counts() -> None:
    """A value that arrives in one place of two has not arrived."""
    finding = _judge("v7.5-ab", "v2.9-xy", "none", V="1.0-rc")
    assert isinstance(finding, Unmet)
    assert finding.found == "built with --build-arg V=7.5-ab: environment variable V: not there"


def test_argument_that_no_stage_declares() -> None:
    """An ARG before the first FROM is not seen in a stage, and the learner is told so."""
    finding = _judge("", "", "", dockerfile="ARG V\nFROM a AS prod\n")
    assert isinstance(finding, Unmet)
    assert "No stage says ARG V" in (finding.hint or "")


def test_a_default_that_is_empty() -> None:
    """What to write is told."""
    finding = _judge("v7.5-ab", "v2.9-xy", "")
    assert isinstance(finding, Unmet)
    assert "ARG V=unversioned" in (finding.hint or "")


def test_an_argument_that_ends_with_the_build() -> None:
    """Where ARG is there and ENV is not, that is what is told."""
    runs = tuple(ArgumentRun((("V", value),), ()) for value in DRAWN)
    given: dict[str, Any] = {**OPTIONS, "dockerfile": DOCKERFILE, "env": {"VERSION": "v1.0-rc"}}
    finding = judged(BuildArgsKind, (*runs, ArgumentRun((), ())), **given)
    assert isinstance(finding, Unmet)
    assert (finding.hint or "").startswith("ARG holds during the build only: ENV")


def test_missing_file() -> None:
    """A file that is not there holds nothing."""
    runs = tuple(ArgumentRun((("V", value),), ()) for value in DRAWN)
    wanted = {"path": "/v", "contains": "1.0-rc"}
    assert isinstance(judged(BuildArgsKind, (*runs, ArgumentRun((), ())), **OPTIONS, file=wanted), Unmet)


def test_what_is_asked() -> None:
    """The samples, the stage and the file: the values are drawn where the images are built."""
    criterion = made(BuildArgsKind, **OPTIONS, file={"path": "/v", "contains": "1.0-rc"})
    assert criterion.questions()[1:] == (ArgumentTrial((("V", "1.0-rc"),), BuildOptions("prod"), "/v"),)


@pytest.mark.parametrize(
    "options", [{"arguments": {"V": "9"}, "env": {"V": "9"}}, {**OPTIONS, "env": {"V": "x"}}]
)
def test_a_sample_that_cannot_be_drawn_or_does_not_arrive(options: dict[str, Any]) -> None:
    """A value has enough letters and digits to draw others, and some place must hold it."""
    with pytest.raises(ValueError, match=r"arguments\.V|must hold the sample"):
        made(BuildArgsKind, **options)

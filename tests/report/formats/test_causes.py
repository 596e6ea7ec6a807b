"""A cause is told once, and before what waits for it."""

import base64

import pytest

from grader.evidence import Cause
from grader.report import Report
from grader.report.causes import told_causes
from grader.report.formats import load_format
from grader.report.terminal import render
from grader.report.words import details
from grader.values import replace
from tests.report.samples import SAMPLES

ENDED = Cause(
    id="missing-module", moment="run", title="it ends", found="No module named `x`", why="<b>there</b>"
)


def _report(*causes: Cause) -> Report:
    """Two criteria that wait for each cause."""
    sample = SAMPLES["mixed"]
    verdict = replace(sample.criteria[0], outcome="blocked", points=0, found=None, hint="do so")
    waiting = [
        replace(verdict, id=f"c{number}-{turn}", because=cause.title, cause=cause)
        for number, cause in enumerate(causes)
        for turn in "ab"
    ]
    return replace(sample, criteria=tuple(waiting), causes=told_causes(waiting, "nowhere", "docker"))


def told(made: Report, form: str) -> str:
    """What a format, or the terminal, tells of it."""
    if form == "terminal":
        return render(made, colour=False, width=100)
    if form == "autograding":
        return base64.b64decode(load_format(form).render(made)).decode()
    return load_format(form).render(made)


@pytest.mark.parametrize(
    "form",
    ["terminal", "markdown", "annotations", "html", "junit", "gradescope", "classroom50", "autograding"],
)
def test_it_is_told_once(form: str) -> None:
    """In each format its evidence stands once, and nothing of it is markup."""
    text = told(_report(ENDED), form)
    assert text.count("No module named") == 1
    assert "<b>there" not in text or form not in {"markdown", "html", "junit"}


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "gradescope"])
def test_it_is_told_first(form: str) -> None:
    """It stands before all criteria; they say what they wait for and what they will ask for."""
    text = told(_report(ENDED), form)
    assert (text.lower().count("waits for"), text.count("do so")) == (2, 2)
    assert text.index("No module named") < text.index("do so")


def test_hint_beside_an_explanation() -> None:
    """A criterion that is unmet by a cause shows its hint only where the cause is not explained."""

    def hint(cause: Cause) -> str | None:
        return dict(details(replace(SAMPLES["mixed"].criteria[0], cause=cause, hint="do so"))).get("hint")

    assert (hint(ENDED), hint(replace(ENDED, explained=False))) == (None, "do so")


def test_two_causes_of_one_kind() -> None:
    """Each has an id of its own, by which its criteria name it."""
    made = _report(ENDED, replace(ENDED, found="No module named `y`")).as_json()
    assert [each["id"] for each in made["causes"]] == ["missing-module", "missing-module-2"]
    assert [each["cause"] for each in made["criteria"]] == ["missing-module"] * 2 + ["missing-module-2"] * 2

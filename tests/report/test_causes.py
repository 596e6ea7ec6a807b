"""A cause is told once where causes are shown, and with each criterion where they are not."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.evidence import Cause
from grader.report import Report
from grader.report.causes import command, told_causes
from grader.report.formats import load_format
from grader.report.terminal import render
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


def test_the_terminal_tells_it_once() -> None:
    """First, with the points that wait; the criteria only say what they will ask for."""
    text = render(_report(ENDED), colour=False, width=100)
    assert (text.count("No module named"), text.count("do so")) == (1, 2)
    assert text.index("start here") < text.index("c0-a")


@pytest.mark.parametrize("form", ["markdown", "annotations", "html", "junit"])
def test_other_formats_hold_the_evidence(form: str) -> None:
    """Whoever reads one of them sees what happened, and nothing of it is markup."""
    text = load_format(form).render(_report(ENDED))
    assert "No module named" in text
    assert "<b>there" not in text or form == "annotations"


def test_the_command_builds_the_stage(tmp_path: Path) -> None:
    """A build of the last stage alone would not show what fails in another one."""
    cause = replace(ENDED, moment="build", target="de v")
    assert command(cause, str(tmp_path), "docker") == f"docker build --target 'de v' {tmp_path}"
    assert command(replace(cause, target=None), str(tmp_path), "podman") == f"podman build {tmp_path}"


def test_two_causes_of_one_kind() -> None:
    """Each has an id of its own, by which its criteria name it."""
    made = _report(ENDED, replace(ENDED, found="No module named `y`")).as_json()
    assert [each["id"] for each in made["causes"]] == ["missing-module", "missing-module-2"]
    assert [each["cause"] for each in made["criteria"]] == ["missing-module"] * 2 + ["missing-module-2"] * 2

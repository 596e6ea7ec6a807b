import re

import pytest

from grader.report.formats import annotations
from tests.report.samples import HOSTILE_TEXT, SAMPLES, report, verdict

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def commands(sample: str) -> list[tuple[str, dict[str, str], str]]:
    """Command, properties and message of each line, read as GitHub's runner reads them."""
    read = []
    for line in annotations.render(SAMPLES[sample]).splitlines():
        match = COMMAND.fullmatch(line)
        assert match is not None, line
        pairs = (pair.split("=", 1) for pair in match[2].split(","))
        read.append((match[1], {key: unescaped(value, ":,") for key, value in pairs}, unescaped(match[3])))
    return read


def unescaped(text: str, more: str = "") -> str:
    """The percent sign last, as the runner does."""
    for sign in f"\r\n{more}%":
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text


def test_levels() -> None:
    """A cause, unmet and blocked are errors, broken is a warning, a note is a notice; the rest is silent."""
    assert [command for command, _, _ in commands("hostile")] == [*["error"] * 3, "warning", "notice"]
    assert annotations.render(SAMPLES["all-met"]) == ""


def test_place() -> None:
    """A file is named from where the submission lies; without a file there is no property of one."""
    (_, first, _), (_, second, _), _ = commands("mixed")
    assert first["file"] == "starter/02-multi-stage-builds/Dockerfile"
    assert first["line"] == "4"
    assert set(second) == {"title"}


def test_a_cause_is_one_annotation() -> None:
    """It stands at its line and names what waits for it, which has none of its own."""
    ((command, properties, text),) = commands("blocked")
    assert (command, properties["line"], "40 points wait" in properties["title"]) == ("error", "1", True)
    assert "waiting: image-under-200mb, health-endpoint" in text
    assert commands("broken")[0][0] == "warning"


@pytest.mark.parametrize("submission", [".", ""])
def test_submission_here(submission: str) -> None:
    """Where the submission is the working directory, the file's name is enough."""
    made = report(verdict("unmet", file="Dockerfile"), submission=submission)
    assert "::error file=Dockerfile,title=" in annotations.render(made)


def test_hostile_text_forges_nothing() -> None:
    """Each line is a command of ours; signs and line breaks come back from the escape as they were."""
    read = commands("hostile")
    assert len(read) == 5
    assert all(set(properties) <= {"file", "line", "title"} for _, properties, _ in read)
    assert read[2][1]["file"].endswith("/a:b,c.Dockerfile")
    assert "%0A::error::forged" in read[1][2]
    assert "\n::error::forged" in read[1][2]
    assert len(HOSTILE_TEXT.notes) == 1

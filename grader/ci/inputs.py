"""What a workflow asks for, as the INPUT_* variables of action.yml."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from grader.challenge import Catalogue, Challenge
from grader.ci.when import is_whole, occasions
from grader.course import choose_course, course_folder
from grader.errors import UsageError
from grader.report.formats import check_formats
from grader.values import Value

FORMATS = ("json", "html", "markdown", "annotations", "autograding")
_WORDS = {"on": True, "true": True, "off": False, "false": False}


class Inputs(Value, kw_only=True):
    """The checked inputs; paths are absolute, `report` is an empty folder outside the repository.

    `whole_on` are the occasions on which the whole is graded, `whole` is whether this is one.
    """

    challenge: Challenge
    submission: Path
    report: Path
    formats: tuple[str, ...]
    points: bool
    fail_on_unmet: bool
    whole: bool
    whole_on: tuple[str, ...]

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Self:
        """What the variables say. Raises GraderError."""
        course = chosen_course(variables)
        challenge = Catalogue().load(variables.get("INPUT_CHALLENGE", ""))
        workspace = Path(variables["GITHUB_WORKSPACE"]).resolve()
        temporary = Path(variables["RUNNER_TEMP"]).resolve()
        formats = (*FORMATS, *variables.get("INPUT_FORMATS", "").split())
        check_formats(formats)
        submission = variables.get("INPUT_SUBMISSION") or f"starter/{challenge.id}"
        report = variables.get("INPUT_REPORT") or f"grader-report/{challenge.id}"
        whole_on = occasions(variables.get("INPUT_WHOLE") or "always")
        return cls(
            challenge=challenge,
            submission=_submission(workspace, submission, course),
            whole=is_whole(whole_on, variables),
            whole_on=whole_on,
            points=_switch(variables, "points", default="on"),
            fail_on_unmet=_switch(variables, "fail-on-unmet", default="true"),
            formats=formats,
            report=_report(workspace, temporary / report),
        )


def chosen_course(variables: Mapping[str, str]) -> Path:
    """The course that INPUT_COURSE names, from the workspace on; else that of GRADER_COURSE.

    UsageError where it is none.
    """
    if named := variables.get("INPUT_COURSE"):
        choose_course(Path(variables["GITHUB_WORKSPACE"]) / named)
    return course_folder()


def _submission(workspace: Path, name: str, course: Path) -> Path:
    folder = (workspace / name).resolve()
    if course.is_relative_to(folder):
        raise UsageError(f"the course {course} lies in the submission {name}: check it out beside it")
    if not folder.is_relative_to(workspace):
        raise UsageError(f"the submission {name} leads out of the repository")
    if not folder.is_dir():
        raise UsageError(f"there is no folder {name} in the repository")
    return folder


def _report(workspace: Path, folder: Path) -> Path:
    """A new or empty folder: nothing in it can come from the learner's repository."""
    folder = folder.resolve()
    if not str(folder).isprintable():
        raise UsageError("the report folder's name has control characters")
    if folder.is_relative_to(workspace):
        raise UsageError("the report folder must lie outside the learner's repository")
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise UsageError(f"the report folder {folder} is not empty: name another one with the input report")
    return folder


def _switch(variables: Mapping[str, str], name: str, *, default: str) -> bool:
    word = variables.get(f"INPUT_{name.upper().replace('-', '_')}") or default
    if word.lower() not in _WORDS:
        raise UsageError(f"the input {name} is {word!r}: write on or off")
    return _WORDS[word.lower()]

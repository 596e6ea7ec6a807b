#!/usr/bin/env python3
"""Grades a submission for Classroom 50.

Put this file into CLASSROOM/autograders/ASSIGNMENT/ of the course's classroom50 repository and change the
four constants. Classroom 50 runs it in the checkout of the learner's repository; it fetches the grader at a
fixed tag, and leaves result.json and release-body.md there. Standard library only.

Exit code 0: the grading ran to its end, whatever the marks. Otherwise Classroom 50 reports an error, no mark.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

COURSE = "https://github.com/YOUR-COURSE/container-challenges"
REF = "v1"
CHALLENGE = "02-multi-stage-builds"
SUBMISSION = "starter/02-multi-stage-builds"


def main() -> int:
    """Fetch, install, grade, hand over."""
    repository = Path.cwd()
    temporary = Path(tempfile.mkdtemp(prefix="grader-", dir=os.environ.get("RUNNER_TEMP")))
    course = temporary / "course"
    subprocess.run(  # noqa: S603 - no shell, nothing of the learner's in it
        ["git", "clone", "--quiet", "--depth", "1", "--branch", REF, "--", COURSE, str(course)],  # noqa: S607
        cwd=temporary,
        check=True,
    )
    inputs = {
        "GITHUB_WORKSPACE": str(repository),
        "GITHUB_OUTPUT": str(temporary / "outputs"),  # the runner derives its own from result.json
        "RUNNER_TEMP": str(temporary),
        "INPUT_CHALLENGE": CHALLENGE,
        "INPUT_SUBMISSION": SUBMISSION,
        "INPUT_REPORT": "report",
        "INPUT_FORMATS": "classroom50",
        "INPUT_FAIL_ON_UNMET": "false",
    }
    for step in ("install", "grade"):
        done = subprocess.run(  # noqa: S603 - no shell; the path is ours
            [str(course / "scripts" / "action"), step], env={**os.environ, **inputs}, check=False
        )
        if done.returncode != 0:
            return done.returncode
    hand_over(temporary / "report" / "result.json", repository / "result.json")
    hand_over(temporary / "report" / "summary.md", repository / "release-body.md")
    return 0


def hand_over(source: Path, target: Path) -> None:
    """Put a file into the repository, in place of whatever the learner has put there under its name."""
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    sys.exit(main())

"""Installs the packages with kinds of criteria that the course names: `python -I -m grader.ci.packages`.

Called by scripts/action in the grader's own environment.
Exit codes: 0, 2 for a course that is none or has wrong settings, 3 where pip failed.
"""

import os
import subprocess
import sys
from collections.abc import Mapping

from grader.ci.inputs import chosen_course
from grader.errors import GraderError
from grader.settings import read_settings

FAULT = 3


def install(variables: Mapping[str, str]) -> int:
    """Install them, those of a folder from the course's own; returns the exit code. Raises GraderError."""
    course = chosen_course(variables)
    packages = read_settings(course).kinds
    if not packages:
        return 0
    pip = [
        sys.executable,
        "-I",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]
    done = subprocess.run([*pip, "--", *packages], cwd=course, check=False)  # noqa: S603 - no shell
    return FAULT if done.returncode else 0


if __name__ == "__main__":
    try:
        sys.exit(install(os.environ))
    except GraderError as error:
        sys.stderr.write(f"grader: {error}\n")
        sys.exit(error.exit_code)

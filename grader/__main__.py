"""The `grader` command and `python -m grader`: the process ends as soon as all is said."""

import os
import sys
from typing import NoReturn

from grader.cli import main


def run() -> NoReturn:
    """Run the command and end with its exit code.

    Objects are not taken apart for it, which would take longer than some commands (mypy ends so, too).
    """
    try:
        main()
    except SystemExit as end:
        if isinstance(end.code, int) and _all_is_said():
            os._exit(end.code)
        raise


def _all_is_said() -> bool:
    """Whether what was printed is on its way; not where nobody reads it any more."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    run()

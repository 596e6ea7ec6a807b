"""CMD or ENTRYPOINT looks like a JSON array and is none, so that a shell gets it as text."""

import re

from grader.dockerfile.meaning.places import last_commands
from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match
from grader.explanation.elsewhere import line_with

_SHELL = re.compile(r"^(?:/bin/)?(?:ba|da)?sh: .*\[.*(?:not found|[Ss]yntax error.*)$", re.MULTILINE)


def _explain(failure: Failure) -> Explained | None:
    commands = last_commands(failure.dockerfile).values() if failure.dockerfile else ()
    item = next((each for each in commands if not each.exec_form and each.text.startswith("[")), None)
    match = last_match(_SHELL, failure, 5)
    if item is None or match is None:
        return None
    return Explained(
        title=f"what {item.keyword} says is no JSON array",
        found=line_with(match),
        why="It begins with [ and is no JSON, so a shell got it as text. In JSON each word stands in double "
        "quotes, with a comma between two.",
        advice=f'Write {item.keyword} ["python", "app.py"]: every word in double quotes, also the last one.',
        line=item.line,
    )


EXPLANATION = Explanation(
    id="no-json-array",
    moments=("run",),
    explain=_explain,
    examples=(
        fits(
            "/bin/sh: 1: [python,: not found\n",
            "double quotes",
            moment="run",
            exit_code=127,
            dockerfile='FROM python:3.11\nCMD ["python", app.py]\n',
        ),
        fits(
            "/bin/sh: 1: [gunicorn: not found\n",
            "CMD",
            moment="run",
            exit_code=127,
            dockerfile="FROM python:3.11\nCMD ['gunicorn']\n",
        ),
        fits_not(
            "/bin/sh: 1: [python,: not found\n",
            moment="run",
            dockerfile='FROM python:3.11\nCMD ["python", "app.py"]\n',
        ),
        fits_not("/bin/sh: 1: gunicorn: not found\n", moment="run", dockerfile="FROM a\nCMD ['gunicorn']\n"),
    ),
)

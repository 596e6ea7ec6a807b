"""A script with the line ends of Windows."""

import re
from posixpath import basename

from grader.explanation import Explained, Explanation, Failure, by_pattern, fits, fits_not, last_match
from grader.explanation.elsewhere import line_with

_TITLE = "a script has the line ends of Windows"
_SAVE = (
    "Save the script with the line ends of Unix (LF): in an editor, or with sed -i 's/\\r$//' FILE before it "
    "is copied."
)
_SAYS = re.compile(r"^(?P<script>[^\s:]{1,200}): (?:line )?\d{1,6}: ", re.MULTILINE)
"""What a shell says of a script. The carriage return itself is not in a log any more."""
_BY_NAME = by_pattern(
    r"(?P<file>\S+)\^M: bad interpreter|(?:\^M|\\r|\r)(?:'|\u2019)?: (?:bad interpreter|No "
    r"such file or directory|command not found)|\\r': command not found|/bin/(?:ba)?sh\r|"
    r"can't open file '[^'\n]{1,200}\\r': ",
    title=_TITLE,
    why="Each of its lines ends with a carriage return, which is taken for a part of the last word on it.",
    advice=_SAVE,
    lines=10,
)


def _explain(failure: Failure) -> Explained | None:
    return _BY_NAME(failure) or _in_a_script(failure)


def _in_a_script(failure: Failure) -> Explained | None:
    """What a shell takes for a mistake in a script, where that script has such line ends."""
    match = last_match(_SAYS, failure, 10)
    script = failure.around.script(basename(match["script"])) if match else None
    if match is None or script is None or "\r\n" not in script.text:
        return None
    return Explained(
        title=_TITLE,
        found=line_with(match),
        why=f"Each line of {script.file} ends with a carriage return, which the shell takes for a part of "
        "the last word on it.",
        advice=_SAVE,
        file=script.file,
    )


EXPLANATION = Explanation(
    id="windows-line-ends",
    moments=("build", "run"),
    explain=_explain,
    examples=(
        fits("/bin/sh: 1: ./run.sh: /bin/sh^M: bad interpreter: No such file or directory", "LF"),
        fits("env: 'python3\\r': No such file or directory"),
        fits("env: 'bash\\r': No such file or directory", "LF", moment="run", exit_code=127),
        fits(
            "python: can't open file '/app/app.py\\r': [Errno 2] No such file or directory\n",
            "carriage return",
            moment="run",
            exit_code=2,
        ),
        fits(
            "s.sh: 1: set: Illegal option -\n",
            "s.sh ends with a carriage return",
            moment="run",
            exit_code=2,
            scripts={"s.sh": "set -e\r\npython app.py\r\n"},
        ),
        fits_not(
            "s.sh: 1: set: Illegal option -z\n", moment="run", exit_code=2, scripts={"s.sh": "set -z\n"}
        ),
        fits_not("/bin/sh: 1: ./run.sh: not found"),
        fits_not("bad interpreter: No such file or directory"),
    ),
)

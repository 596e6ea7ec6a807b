"""Python is started with a file that the image does not hold."""

import re
from posixpath import basename

from grader.explanation import Explained, Explanation, Failure, fits, fits_not
from grader.explanation.elsewhere import line_with, start_line

_NO_FILE = re.compile(
    r"can't open file '(?P<python>/[^'\n]{1,300})(?<!\\r)': \[Errno 2\] No such file or directory|"
    r"^\S{0,100}sh: (?:0: cannot open |can't open ')(?P<sh>[^\s':]{1,300})'?: No such file|"
    r"^\S{0,100}bash: (?P<bash>[^\s':]{1,300}\.sh): No such file or directory",
    re.MULTILINE,
)
"""The words of Python, dash, busybox and bash."""
_ONE = 'FROM python:3.11-slim\nWORKDIR /app\nCOPY app.py /srv/\nCMD ["python", "app.py"]\n'
_LOG = "python: can't open file '/app/app.py': [Errno 2] No such file or directory\n"


def _explain(failure: Failure) -> Explained | None:
    match = _NO_FILE.search(failure.log)
    if match is None:
        return None
    path = next(filter(None, match.groups()))
    name = basename(path)
    there = next((each for each in failure.around.context_names() if basename(each) == name), None)
    why = f"The image has no {path}. " + (
        f"In your folder it is {there}: the last stage does not copy it, or puts it elsewhere."
        if there
        else f"No file in your folder is called {name}, either."
    )
    return Explained(
        title=f"the image does not hold {path}",
        found=line_with(match),
        why=why,
        advice="A name without a slash in CMD is looked for in the WORKDIR. Let the WORKDIR of the last "
        "stage, the "
        "destination of COPY and the path in CMD name the same place.",
        line=start_line(failure.dockerfile),
    )


EXPLANATION = Explanation(
    id="no-such-script",
    moments=("run",),
    explain=_explain,
    examples=(
        fits(
            _LOG,
            "In your folder it is app.py",
            moment="run",
            exit_code=2,
            dockerfile=_ONE,
            context=("app.py",),
        ),
        fits(_LOG, "it is src/app.py", moment="run", exit_code=2, dockerfile=_ONE, context=("src/app.py",)),
        fits(_LOG, "No file in your folder is called", moment="run", exit_code=2, dockerfile=_ONE),
        fits(
            "sh: 0: cannot open start.sh: No such file\n",
            "start.sh",
            moment="run",
            exit_code=2,
            dockerfile=_ONE,
        ),
        fits(
            "sh: can't open '/start.sh': No such file or directory\n", "/start.sh", moment="run", exit_code=2
        ),
        fits("bash: /start.sh: No such file or directory\n", "/start.sh", moment="run", exit_code=127),
        fits_not("/app/run.sh: line 2: conf.sh: No such file or directory\n", moment="run", exit_code=1),
        fits_not(
            "python: can't open file '/app/app.py\\r': [Errno 2] No such file or directory\n", moment="run"
        ),
        fits_not("can't open file 'x': permission denied", moment="run", dockerfile=_ONE),
        fits_not("FileNotFoundError: [Errno 2] No such file or directory: '/app/x.json'", moment="run"),
    ),
)

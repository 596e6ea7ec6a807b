"""A script with the line ends of Windows."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="windows-line-ends",
    moments=("build", "run"),
    explain=by_pattern(
        r"(?P<file>\S+)\^M: bad interpreter|(?:\^M|\\r|\r)(?:'|\u2019)?: (?:bad interpreter|No "
        r"such file or directory|command not found)|\\r': command not found|/bin/(?:ba)?sh\r",
        title="a script has the line ends of Windows",
        why="Each of its lines ends with a carriage return, which is taken for a part of the name "
        "of its shell.",
        advice="Save the script with the line ends of Unix (LF): in an editor, or with sed -i "
        "'s/\\r$//' FILE before it is copied.",
        lines=10,
    ),
    examples=(
        fits("/bin/sh: 1: ./run.sh: /bin/sh^M: bad interpreter: No such file or directory", "LF"),
        fits("env: 'python3\\r': No such file or directory"),
        fits("env: 'bash\\r': No such file or directory", "LF", moment="run", exit_code=127),
        fits_not("/bin/sh: 1: ./run.sh: not found"),
        fits_not("bad interpreter: No such file or directory"),
    ),
)

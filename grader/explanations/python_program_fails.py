"""A Python program that a step runs ends with an exception."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="python-program-fails",
    moments=("build", "run"),
    explain=by_pattern(
        r"^(?P<name>[A-Za-z_][\w.]*(?:Error|Exception)): (?P<what>.+)(?:\n(?!Traceback).*){0,1}\Z",
        title="a Python program ends with {name}",
        why="{what}",
        advice="The lines above it (the traceback) name the file and the line that end it.",
        lines=15,
    ),
    rank=6,
    examples=(
        fits("Traceback (most recent call last):\n  File \"x.py\", line 1\nKeyError: 'A'", "KeyError"),
        fits(
            "Traceback (most recent call last):\nRuntimeError: no model\n",
            "no model",
            moment="run",
            exit_code=1,
        ),
        fits_not("npm ERR! TypeError: x"),
        fits_not("KeyError: 1 was caught\nfine\nand on\n"),
    ),
)

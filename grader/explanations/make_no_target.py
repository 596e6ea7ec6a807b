"""make finds no rule, or no makefile."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="make-no-target",
    moments=("build",),
    explain=by_pattern(
        r"^make(?:\[\d+\])?: \*\*\* No rule to make target ['`](?P<name>[^'\n]{1,200})'.*Stop\.$|"
        r"^make(?:\[\d+\])?: \*\*\* No targets specified and no makefile found",
        title="make does not know how to make what it is asked for",
        why="There is no makefile in the folder where it runs, or none of its rules makes {name}, and no "
        "such file "
        "is there.",
        advice="Mind the folder (WORKDIR), and copy the makefile and all that it needs before this line.",
        lines=8,
    ),
    rank=2,
    examples=(
        fits("make: *** No rule to make target 'deps'.  Stop.", "deps", "WORKDIR"),
        fits("make: *** No targets specified and no makefile found.  Stop."),
        fits_not("make: *** [all] Error 1"),
    ),
)

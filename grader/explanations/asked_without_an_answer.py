"""apt-get asks, and nobody can answer."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="asked-without-an-answer",
    moments=("build",),
    explain=by_pattern(
        r"Do you want to continue\? \[Y/n\] Abort\.",
        title="apt-get asks whether to go on, and nobody answers",
        why="A build has no keyboard, so apt-get gives up.",
        advice="Give the answer beforehand: apt-get install -y",
        lines=10,
    ),
    examples=(
        fits("After this operation, 1 MB will be used.\nDo you want to continue? [Y/n] Abort.", "install -y"),
        fits_not("Do you want to continue? [Y/n] y"),
        fits_not("Abort."),
    ),
)

"""A step was ended by force."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="step-killed",
    moments=("build",),
    explain=by_pattern(
        r"^(?:Killed|/bin/sh: line \d+: +\d+ Killed .*)$|signal: killed|npm ERR! errno 137",
        title="the step was ended by force",
        why="Something in it was killed, most often as it took more memory than there is.",
        advice="Let it do less at a time (make -j1, fewer workers), or keep the large files out.",
        lines=5,
    ),
    rank=1,
    examples=(
        fits("Building wheel\nKilled", "memory"),
        fits_not("Killed 3 old processes"),
        fits_not("it was killed"),
    ),
)

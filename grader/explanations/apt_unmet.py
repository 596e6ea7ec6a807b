"""apt-get cannot fit packages together."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="apt-unmet",
    moments=("build",),
    explain=by_pattern(
        r"^E: Unable to correct problems, you have held broken packages\.",
        title="apt-get cannot fit the packages together",
        why="A package depends on one that is not there, or on another version of it: the lines above "
        "name both. "
        "Often a repository was made for another release than the base, or a version is fixed.",
        advice="Take the repository for the release of the base, or the base for the repository; leave fixed "
        "versions out.",
        lines=10,
    ),
    rank=1,
    examples=(
        fits("E: Unable to correct problems, you have held broken packages.", "lines above"),
        fits_not("0 upgraded, 0 newly installed"),
    ),
)

"""An old apt-get cannot fetch from https."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="apt-https",
    moments=("build",),
    explain=by_pattern(
        r"^E: The method driver /usr/lib/apt/methods/https could not be found\.",
        title="apt-get of this base cannot fetch from https",
        why="Before Debian 10 and Ubuntu 18.04 that needs a package of its own.",
        advice="Install apt-transport-https and ca-certificates before the repository is added; better, "
        "start from "
        "a newer base.",
    ),
    rank=1,
    examples=(
        fits("E: The method driver /usr/lib/apt/methods/https could not be found.", "apt-transport-https"),
        fits_not("Get:1 https://x.org stable InRelease"),
    ),
)

"""No space is left where the image is built."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="disk-full",
    moments=("build", "machine"),
    explain=by_pattern(
        r"No space left on device|ENOSPC: no space left|E: You don't have enough free space in \S+",
        title="no space is left where the image is built",
        why="The step printed that the disk is full.",
        advice="Try again when there is space; if it is this step that fills it, download and keep less.",
        lines=15,
    ),
    examples=(
        fits("tar: write error: No space left on device", "space"),
        fits("E: You don't have enough free space in /var/cache/apt/archives/."),
        fits_not("checking for space left on device: yes"),
        fits_not("Need to get 3 MB of archives."),
    ),
)

"""A script that npm runs ends with an error."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="npm-script-fails",
    moments=("build",),
    explain=by_pattern(
        r"npm ERR! Failed at the (?P<package>\S+) (?P<script>\S+) script",
        title="the {script} script of {package} fails",
        why="npm did its own work; what ends with an error is a program of that package, which says more in "
        "the lines above those of npm.",
        advice="Read what it says there. Where the package is not your own: does it take this version of "
        "Node.js, and does it want a compiler (python3, make, g++) that this stage does not have?",
    ),
    rank=4,
    examples=(
        fits("npm ERR! Failed at the a@1.0.0 postinstall script.", "postinstall script of a@1.0.0"),
        fits_not("npm WARN lifecycle a@1.0.0 postinstall script failed"),
    ),
)

"""pip may not replace a package of the distribution."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="pip-cannot-uninstall",
    moments=("build",),
    explain=by_pattern(
        r"Cannot uninstall '(?P<name>[^'\n]{1,100})'\. It is a distutils installed project",
        title="pip may not replace {name}, which came with the system",
        why="The distribution's package manager installed it, without a list of its files, so pip cannot "
        "take it "
        "away.",
        advice="Install into a virtual environment (python3 -m venv /opt/venv), or start from an "
        "official python "
        "image.",
        lines=15,
    ),
    examples=(
        fits("ERROR: Cannot uninstall 'urllib3'. It is a distutils installed project and thus", "urllib3"),
        fits_not("Successfully uninstalled urllib3-1.7.1"),
    ),
)

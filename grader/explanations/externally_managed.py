"""pip may not install into the distribution's own Python."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="externally-managed",
    moments=("build",),
    explain=by_pattern(
        r"^.{0,6}error: externally-managed-environment",
        title="pip may not install into the system's own Python",
        why="The Python of {base} is looked after by its package manager, and pip keeps its hands "
        "off it (PEP 668).",
        advice="Make an environment first: python3 -m venv /opt/venv, and put /opt/venv/bin in front "
        "of PATH; or start from an official python image.",
    ),
    examples=(
        fits("error: externally-managed-environment", "venv"),
        fits("#1 error: externally-managed-environment\n\nThis environment is externally managed"),
        fits_not("the page about externally-managed-environment errors"),
        fits_not("error: externally-managed"),
    ),
)

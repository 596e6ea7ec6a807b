"""conda finds no such package in its channels."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="conda-no-match",
    moments=("build",),
    explain=by_pattern(
        r"^(?:PackagesNotFoundError|ResolvePackageNotFound): ?(?P<what>.*(?:\n+ +- .+)*)",
        title="conda finds no such package",
        why="The channels that are asked have no package of that name and version for this system: {what}",
        advice="Mind name and version; another channel may have it (conda install -c conda-forge).",
        lines=60,
    ),
    examples=(
        fits(
            "PackagesNotFoundError: The following packages are not available:\n\n  - tensorflow=1.0\n", "=1.0"
        ),
        fits_not("Solving environment: done"),
    ),
)

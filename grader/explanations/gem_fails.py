"""A Ruby gem cannot be installed."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="gem-fails",
    moments=("build",),
    explain=by_pattern(
        r"An error occurred while installing (?P<name>\S+) \((?P<version>[^)]+)\), and Bundler cannot "
        r"continue",
        title="the gem {name} {version} cannot be installed",
        why="Bundler did its own work; what fails is the build of that gem, which says more in the lines "
        "above: "
        "mostly a compiler, a library's headers, or another version of Ruby is missing.",
        advice="Read what it says there. Install what it misses before this line, or take another "
        "release of it.",
        lines=20,
    ),
    rank=4,
    examples=(
        fits("An error occurred while installing cld3 (3.3.0), and Bundler cannot continue.", "cld3 3.3.0"),
        fits_not("Installing cld3 3.3.0"),
    ),
)

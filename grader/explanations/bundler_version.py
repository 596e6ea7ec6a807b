"""Gemfile.lock asks for another Bundler."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="bundler-version",
    moments=("build",),
    explain=by_pattern(
        r"Could not find 'bundler' \((?P<wanted>[^)]+)\) required by your|You must use Bundler "
        r"(?P<two>\S+) or "
        r"greater with this lockfile",
        title="Gemfile.lock asks for Bundler {wanted}{two}, and another one is here",
        why="The lock file keeps the version of Bundler that wrote it.",
        advice="Install that one before this line: gem install bundler -v {wanted}{two}",
        lines=15,
    ),
    examples=(
        fits("Could not find 'bundler' (1.17.2) required by your /app/Gemfile.lock.", "-v 1.17.2"),
        fits("You must use Bundler 2 or greater with this lockfile.", "Bundler 2"),
        fits_not("Using bundler 2.1.4"),
    ),
)

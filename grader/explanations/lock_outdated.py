"""The lock file of poetry is older than pyproject.toml."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="lock-outdated",
    moments=("build",),
    explain=by_pattern(
        r"pyproject\.toml changed significantly since poetry\.lock was last generated|"
        r"poetry\.lock is not up to date with pyproject\.toml",
        title="poetry.lock does not fit pyproject.toml",
        why="pyproject.toml was changed after the lock file was written.",
        advice="Run poetry lock outside, and keep the new poetry.lock.",
        lines=10,
    ),
    examples=(
        fits(
            "pyproject.toml changed significantly since poetry.lock was last generated. Run `poetry lock`.",
            "poetry lock",
        ),
        fits_not("Writing lock file"),
        fits_not("poetry.lock not found"),
    ),
)

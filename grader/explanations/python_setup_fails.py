"""The setup script of a Python package ends with an error."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="python-setup-fails",
    moments=("build",),
    explain=by_pattern(
        r"Command \"?\S*python[\d.]*\"? setup\.py egg_info\"? failed with error code \d+ in "
        r"\S*/(?P<name>[\w.-]+)/?$|"
        r"^ *ERROR: Failed building wheel for (?P<wheel>\S+)$|"
        r"Command errored out with exit status 1: \S*python|Command \"\S*python[\d.]*.*\bfailed with "
        r"error code 1 in|"
        r"(?:python setup\.py egg_info|Getting requirements to build wheel|Preparing metadata "
        r"\(pyproject\.toml\)) "
        r"did not run successfully",
        title="pip cannot build a package: its own setup ends with an error",
        why="There is no ready-made wheel of it for this Python, so pip runs what the package brings to "
        "build "
        "itself, and that fails; it says why in the lines above.",
        advice="Read the last error there. Most often the release is too old or too new for this Python: "
        "ask for "
        "another release, or start from another Python.",
        lines=20,
    ),
    rank=4,
    examples=(
        fits(
            "SyntaxError: invalid syntax\nCommand python setup.py egg_info failed with error code 1 in "
            "/tmp/b/pandas",
            "lines above",
        ),
        fits("  ERROR: Failed building wheel for x\n"),
        fits_not("Running setup.py egg_info for package x"),
        fits_not("Building wheel for x (setup.py): finished with status 'done'"),
    ),
)

"""CMake ends with an error."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="cmake-error",
    moments=("build",),
    explain=by_pattern(
        r"^CMake Error(?: at (?P<place>\S+) \(\w+\))?:\n?(?P<what>.*(?:\n.+)?)",
        title="CMake ends with an error",
        why="{place} {what}",
        advice="Install what it names, with its headers (the package whose name ends in -dev), or a "
        "newer CMake "
        "where it asks for one.",
        lines=40,
    ),
    rank=3,
    examples=(
        fits("CMake Error at CMakeLists.txt:58 (set_target):\n  Can not find target x\n", "Can not find"),
        fits_not("-- Configuring done\n"),
        fits_not("CMake Warning at CMakeLists.txt:58 (x):\n  y\n"),
    ),
)

"""Maven or Gradle ends a build."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="java-build-fails",
    moments=("build",),
    explain=by_pattern(
        r"^\[ERROR\] (?P<maven>Failed to execute goal .+)$|^\* What went wrong:\n(?P<gradle>.+(?:\n.+)?)$",
        title="Maven or Gradle ends the build with an error",
        why="{maven}{gradle}",
        advice="Run the same command outside of the build; the lines around this one say more.",
        lines=40,
    ),
    rank=4,
    examples=(
        fits(
            "[ERROR] Failed to execute goal x:y:1 (a) on project b: Compilation failure -> [Help 1]\n", "b:"
        ),
        fits("* What went wrong:\nPlugin 'x' was not found.\n\n* Try:\n", "Plugin 'x'"),
        fits_not("[ERROR] warning only\n"),
        fits_not("* What went well:\nall\n"),
    ),
)

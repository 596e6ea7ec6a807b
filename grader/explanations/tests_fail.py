"""The tests that a step runs fail."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="tests-fail",
    moments=("build",),
    explain=by_pattern(
        r"^=+ .*?(?P<count>\d+) failed.* in [\d.]+s.*=+$|^FAILED \((?:failures|"
        r"errors)=(?P<two>\d+).*\)$|^npm ERR! Test failed",
        title="tests fail in this step",
        why="The tests ran, and some fail: their messages are above.",
        advice="Run the same command outside of the build, and mend what the tests name.",
        lines=20,
    ),
    rank=2,
    examples=(
        fits("=== 2 failed, 3 passed in 0.12s ===", "tests"),
        fits("FAILED (failures=1)"),
        fits_not("=== 3 passed in 0.12s ==="),
        fits_not("0 tests failed to load"),
    ),
)

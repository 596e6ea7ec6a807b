"""The Rust compiler refuses the source."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="rust-error",
    moments=("build",),
    explain=by_pattern(
        r"^error: [Cc]ould not compile `(?P<name>[^`]+)`|^error: aborting due to (?P<what>.+)$",
        title="the Rust compiler refuses the source",
        why="{name}{what}: the errors stand above, each with its file and line.",
        advice="Mend the source; where a dependency is at fault, take the Rust that it was made for, or keep "
        "Cargo.lock with the releases of that time.",
        lines=20,
    ),
    rank=3,
    examples=(
        fits("error: could not compile `serde`\n", "serde"),
        fits("error: aborting due to 2 previous errors\n", "2 previous"),
        fits_not("warning: unused variable\n"),
    ),
)

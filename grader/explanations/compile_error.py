"""A compiler refuses the source."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="compile-error",
    moments=("build",),
    explain=by_pattern(
        r"^(?:\S+ )?(?P<file>[\w./+@-]+\.(?:c|cc|cpp|cxx|h|hpp|go|rs|java|ts|"
        r"tsx)):(?P<line>\d+)(?::\d+)?: (?:fatal )?(?!error: opening )"
        r"(?P<what>error: .+|undefined: .+|syntax error: .+)$",
        title="a compiler refuses {file}",
        why="Line {line}: {what}",
        advice="Mend the source; where it is somebody else's, take the compiler and the "
        "libraries that its release was made for, or another release.",
    ),
    rank=3,
    examples=(
        fits("src/x.c:12:5: error: unknown type name", "src/x.c"),
        fits("src/conn.go:11:2: undefined: io.ReadAll", "Line 11"),
        fits_not("src/x.c:12:5: warning: unused"),
        fits_not("error: command gcc failed"),
    ),
)

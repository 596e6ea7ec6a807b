"""Go finds no go.mod."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="go-no-module",
    moments=("build",),
    explain=by_pattern(
        r"go: go\.mod file not found in current directory or any parent directory|go: cannot "
        r"find main module|^build \S+: cannot find module for path ",
        title="Go finds no go.mod",
        why="Since Go 1.16 a build needs one: it was not copied before this line, or to another "
        "folder than WORKDIR.",
        advice="Copy go.mod and go.sum to WORKDIR before this line; where the project has none, go "
        "mod init makes one. To install a program, say go install NAME@latest.",
        lines=15,
    ),
    examples=(
        fits(
            "go: go.mod file not found in current directory or any parent directory; see go help modules",
            "WORKDIR",
        ),
        fits_not("go: downloading golang.org/x/net"),
    ),
)

"""Go does not find a package that the source imports."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="go-package-missing",
    moments=("build",),
    explain=by_pattern(
        r"cannot find package \"(?P<name>[^\"\n]{1,200})\" in any of:|no required module provides package "
        r"(?P<two>[^\s;:]{1,200})",
        title="Go does not find the package {name}{two}",
        why="The source imports it, and it is in none of the folders that Go looks into: it was not fetched "
        "before this line, or this Go is too old to know it.",
        advice="Keep go.mod and go.sum in the project, and copy both before go mod download; with an old "
        "project, "
        "take the Go and the releases of its time.",
        lines=30,
    ),
    rank=1,
    examples=(
        fits(
            'a.go:5:2: cannot find package "github.com/x/y" in any of:\n\t/usr/local/go/src', "github.com/x/y"
        ),
        fits("main.go:3:8: no required module provides package x.org/y; to add it:", "x.org/y"),
        fits("no required module provides package x.org/y: go.mod file not found", "the package x.org/y\n"),
        fits_not("go: downloading github.com/x/y v1.0.0"),
    ),
)

"""npm cannot fit the wanted versions together."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="npm-conflict",
    moments=("build",),
    explain=by_pattern(
        r"npm (?:ERR!|error) ERESOLVE (?:unable to resolve dependency tree|could not resolve)",
        title="npm cannot fit the wanted versions together",
        why="Two packages want versions of a third that exclude each other; the lines behind "
        "ERESOLVE name them.",
        advice="Change one of the versions in package.json so that both agree.",
        lines=60,
    ),
    examples=(
        fits("npm ERR! code ERESOLVE\nnpm ERR! ERESOLVE unable to resolve dependency tree", "package.json"),
        fits_not("npm WARN ERESOLVE overriding peer dependency"),
    ),
)

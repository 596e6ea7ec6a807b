"""npm does not find package.json."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="npm-no-such-file",
    moments=("build",),
    explain=by_pattern(
        r"npm (?:ERR!|error) enoent (?:ENOENT|Could not read package\.json: Error: ENOENT): no "
        r"such file or directory, open '(?P<file>[^']*package\.json)'",
        title="npm finds no package.json",
        why="It looks for {file}, and that is not in the image: it was not copied before this "
        "line, or to another folder.",
        advice="Copy package.json (and package-lock.json) to WORKDIR in a line above this one.",
        lines=20,
    ),
    examples=(
        fits(
            "npm ERR! enoent ENOENT: no such file or directory, open '/app/package.json'", "/app/package.json"
        ),
        fits(
            "npm error enoent Could not read package.json: Error: ENOENT: no such file or "
            "directory, open '/package.json'"
        ),
        fits_not("npm ERR! enoent ENOENT: no such file or directory, open '/app/x.js'"),
        fits_not("package.json was written"),
    ),
)

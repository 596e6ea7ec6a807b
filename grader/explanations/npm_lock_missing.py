"""npm ci needs a lock file that fits."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="npm-lock-missing",
    moments=("build",),
    explain=by_pattern(
        r"can only install with an existing package-lock\.json|`npm ci` can only install "
        r"packages when your package\.json and package-lock\.json",
        title="npm ci has no lock file that fits",
        why="npm ci installs exactly what package-lock.json says; it is not in the image, or does "
        "not agree with package.json.",
        advice="Run npm install once outside, keep package-lock.json beside package.json, and copy "
        "both before this line.",
        lines=30,
    ),
    examples=(
        fits(
            "npm ERR! The `npm ci` command can only install with an existing package-lock.json or",
            "package-lock.json",
        ),
        fits_not("npm ERR! code ELOCKVERIFY"),
        fits_not("found package-lock.json"),
    ),
)

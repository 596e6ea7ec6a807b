"""A configure script misses something."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="configure-error",
    moments=("build",),
    explain=by_pattern(
        r"configure: error: (?P<what>.+)$",
        title="a configure script says what it misses",
        why="{what}",
        advice="Install what it names, with its headers (the package whose name ends in -dev), before "
        "this line.",
        lines=40,
    ),
    rank=2,
    examples=(
        fits(
            "checking for x... no\nconfigure: error: libcurl >= 7.28.0 library and headers are required",
            "libcurl",
            "-dev",
        ),
        fits_not("configure: creating ./config.status"),
        fits_not("error: configure it"),
    ),
)

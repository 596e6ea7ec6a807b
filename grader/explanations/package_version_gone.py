"""A package is there, but not in the version that is asked for."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="package-version-gone",
    moments=("build",),
    explain=by_pattern(
        r"^E: Version '(?P<version>[^']+)' for '(?P<name>[^']+)' was not found|"
        r"^ +breaks: world\[(?P<apk>[\w.+-]+)[=~<>]+(?P<two>[\w.-]+)\]",
        title="the package {name}{apk} is not there in version {version}{two}",
        why="The servers of a distribution keep only the newest version of each package in a release: a "
        "version that is written down here is gone some weeks later.",
        advice="Write the version that is there now, or none. What is fixed for good is the base image, by "
        "its digest.",
    ),
    examples=(
        fits("E: Version '6.0-26' for 'unzip' was not found", "unzip", "6.0-26"),
        fits(
            "ERROR: unable to select packages:\n  curl-8.1-r0:\n    breaks: world[curl=7.1-r0]\n",
            "curl",
            "7.1-r0",
        ),
        fits_not("E: Unable to locate package unzip"),
        fits_not("Version '6.0-26' for 'unzip' was found"),
    ),
)

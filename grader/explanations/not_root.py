"""Packages can be installed by root only."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="not-root",
    moments=("build",),
    explain=by_pattern(
        r"^E: (?:Could not open lock file|List directory|Unable to lock \w+) \S+ .*Permission denied\)?$|"
        r"^ERROR: Unable to lock database: Permission denied$|are you root\?$",
        title="packages are installed by a user who may not",
        why="Only root may change the system's packages. A USER line above this one, or the base image "
        "itself, has chosen another user.",
        advice="Do it before the USER line; where the base chooses the user, say USER root before this step "
        "and choose that user again behind it.",
    ),
    examples=(
        fits("ERROR: Unable to lock database: Permission denied\nERROR: Failed to open apk database", "USER"),
        fits("E: Could not open lock file /var/lib/dpkg/lock - open (13: Permission denied)", "USER"),
        fits_not("ERROR: Unable to lock database: No such file or directory"),
        fits_not("mkdir: cannot create directory: Permission denied"),
    ),
)

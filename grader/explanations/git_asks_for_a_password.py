"""git would have to log in to fetch a repository."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="git-asks-for-a-password",
    moments=("build",),
    explain=by_pattern(
        r"fatal: could not read Username for '(?P<host>[^']+)'|Permission denied \(publickey\)|"
        r"Host key verification failed",
        title="git cannot fetch a repository without logging in",
        why="The repository is private, or is no longer there: servers ask for a password then, "
        "and a build cannot answer.",
        advice="Mind the spelling of the address, or depend on one that everybody may fetch.",
        lines=30,
    ),
    examples=(
        fits("fatal: could not read Username for 'https://github.com': No such device or address", "private"),
        fits("git@github.com: Permission denied (publickey)."),
        fits_not("fatal: not a git repository"),
        fits_not("Permission denied"),
    ),
)

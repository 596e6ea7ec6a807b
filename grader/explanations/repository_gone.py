"""yum or dnf does not get the package lists of a repository."""

from grader.explanation import Explanation, by_pattern, fits, fits_not

EXPLANATION = Explanation(
    id="repository-gone",
    moments=("build",),
    explain=by_pattern(
        r"Cannot retrieve repository metadata \(repomd\.xml\) for repository: (?P<name>[^\s.]+)|"
        r"Failed to download metadata for repo '(?P<dnf>[^']+)'|"
        r"Cannot prepare internal mirrorlist: No URLs in mirrorlist|"
        r"Cannot find a valid baseurl for repo: (?P<base>[^\s/]+)",
        title="a package repository gives no lists",
        why="The repository {name}{dnf}{base} has moved, or its release is no longer served (CentOS up "
        "to 8 is).",
        advice="Start from a newer release, or give the repository's current address.",
        lines=15,
    ),
    rank=6,
    examples=(
        fits(
            "Error: Cannot retrieve repository metadata (repomd.xml) for repository: mariadb. Please",
            "mariadb",
        ),
        fits("Error: Failed to download metadata for repo 'appstream': Cannot prepare internal", "appstream"),
        fits_not("Metadata cache created."),
        fits_not("Loading mirror speeds from cached hostfile"),
    ),
)

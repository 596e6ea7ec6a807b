"""A repository has nothing for the release of the base."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match, shown

_LACKS = re.compile(
    r"^(?:E|W|Err): (?:The repository '(?P<url>\S+) (?P<name>\S+) Release' (?:does not|no longer|does no "
    r"longer) ha(?:ve|s) a Release file|"
    r"Failed to fetch (?P<two>\S+)/dists/(?P<release>[\w./-]+?)/\S+ +404 +Not Found)",
    re.MULTILINE,
)
_ERROR = re.compile(r"^E: .*$", re.MULTILINE)
_OF_LISTS = re.compile(r"E: (?:Some index files failed|The repository |Failed to fetch )")
_FETCHED = "E: Failed to fetch http://x.org/a/ubuntu/dists/wily/main/Packages  404  Not Found\n"


def _explain(failure: Failure) -> Explained | None:
    match, last = last_match(_LACKS, failure), last_match(_ERROR, failure)
    if match is None or last is None or not _OF_LISTS.match(last[0]):
        return None
    release, address = match["name"] or match["release"], match["url"] or match["two"]
    return Explained(
        title=f"a package repository has nothing for the release {release}",
        found=shown(match),
        why=f"apt-get asked {address} for {release}, and the server has no such folder: the repository "
        f"was never "
        "made for that release, or is no more.",
        advice="Take the name of a release that the repository has, a base of such a release, or leave "
        "it out.",
    )


EXPLANATION = Explanation(
    id="repository-lacks-release",
    moments=("build",),
    explain=_explain,
    rank=2,
    examples=(
        fits(
            "E: The repository 'http://x.org/a/ubuntu groovy Release' does not have a Release file.", "groovy"
        ),
        fits(_FETCHED, "x.org/a", "wily"),
        fits_not(f"{_FETCHED}E: There are problems and -y was used without --force-yes\n"),
        fits_not("E: Failed to fetch http://x.org/pool/main/c/curl.deb  404  Not Found\n"),
        fits_not("The repository is served"),
    ),
)

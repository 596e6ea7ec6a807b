"""The base image's Linux release is so old that its packages are no longer where it looks for them."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match, shown

_OWN = r"https?://[^/\s]+(?:/debian|/debian-security|/ubuntu|/ubuntu-ports)?/?"
"""A distribution's own servers hold it at the top; those of others below a folder of theirs."""
_GONE = re.compile(
    rf"^(?:E|W|Err|ERROR)?:? ?(?:Failed to fetch {_OWN}dists/\S+ +404 +Not Found|"
    rf"The repository '{_OWN} [^']*' (?:does no longer|no longer|does not) ha(?:ve|s) a Release file|"
    r".*Could not resolve host: mirrorlist\.)",
    re.MULTILINE,
)
_LAST = re.compile(
    r"^E: (?:Some index files failed|The repository '[^']*' (?:does no longer|no longer|does not) ha(?:ve|s)|"
    r"Failed to fetch)|"
    r"Cannot find a valid baseurl|E: Unable to locate|host: mirrorlist\.",
    re.MULTILINE,
)
_OLD = re.compile(
    r"\b(squeeze|wheezy|jessie|stretch|buster|precise|quantal|raring|saucy|trusty|utopic|vivid|wily|xenial|"
    r"yakkety|zesty|artful|cosmic|disco|eoan|groovy|hirsute|impish|kinetic|lunar|mantic)\b"
)
_END = "E: Some index files failed to download. They have been ignored, or old ones used instead.\n"


def _explain(failure: Failure) -> Explained | None:
    match = last_match(_GONE, failure)
    if match is None or last_match(_LAST, failure) is None:
        return None
    release = _OLD.search(match[0])
    if release is None and "mirrorlist." not in match[0]:
        return None
    name = f"Debian or Ubuntu {release[1]}" if release else "CentOS"
    gone = "its packages were taken from the servers that the image knows"
    if "//archive." in match[0]:
        gone = "the archive that it is looked for in has no such part, either"
    base = failure.stage.image if failure.stage else "the base image"
    return Explained(
        title=f"{base} is a release that is no longer served",
        found=shown(match),
        why=f"{name} is out of support: {gone}.",
        advice="Start from a newer tag of the same image, one on a release that is still supported (of "
        "Debian: bookworm).",
        file=failure.dockerfile.file if failure.dockerfile and failure.stage else None,
        line=failure.stage.line if failure.stage else None,
    )


EXPLANATION = Explanation(
    id="release-not-served",
    moments=("build",),
    explain=_explain,
    examples=(
        fits(
            f"E: Failed to fetch http://mirror.invalid/debian/dists/stretch/Packages  404  Not Found\n{_END}",
            "stretch",
            dockerfile="FROM python:3.6-stretch\nRUN apt-get update\n",
            line=2,
        ),
        fits(
            "E: The repository 'http://mirror.invalid buster Release' does no longer have a Release file.",
            "buster",
        ),
        fits(
            '14: curl#6 - "Could not resolve host: mirrorlist.invalid; Unknown error"\n'
            "Cannot find a valid baseurl for repo: base/7/x86_64\n",
            "CentOS",
        ),
        fits_not(
            "E: The repository 'https://x.org/builds/ubuntu groovy Release' does not have a Release file."
        ),
        fits_not(f"E: Failed to fetch http://x.org/dists/mine/Packages  404  Not Found\n{_END}"),
        fits_not("E: Failed to fetch http://mirror.invalid/pool/main/c/curl.deb  404  Not Found\n"),
    ),
)

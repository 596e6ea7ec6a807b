"""apt-get asks for files that its package lists name, and that the servers no longer have."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match, shown, written
from grader.explanation.patterns import APT_UPDATE

_GONE = re.compile(
    r"^(?:E|Err|W):(?:\d+)? ?(?:Failed to fetch )?\S+/pool/\S+ .*?404 +Not Found", re.MULTILINE
)
_END = re.compile(r"^E: (?:Unable to fetch some archives|Failed to fetch)", re.MULTILINE)
_LOG = (
    "E: Failed to fetch http://mirror.invalid/debian/pool/main/c/curl/curl_7.88.deb  404  Not Found\n"
    "E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?\n"
)


def _explain(failure: Failure) -> Explained | None:
    match, step = last_match(_GONE, failure), failure.instruction
    if match is None or last_match(_END, failure, 8) is None:
        return None
    fetches = step is not None and APT_UPDATE.search(written(step))
    return Explained(
        title="apt-get knows older package lists than the servers have",
        found=shown(match),
        why="The lists name a version of the package that was replaced since. "
        + (
            "This step fetches new lists, so the server itself was being renewed, or is behind."
            if fetches
            else "They were fetched in another step, which the builder may take from its cache for months."
        ),
        advice="Build again in some minutes; if it stays, take another mirror or a newer base."
        if fetches
        else "Fetch them in the same RUN that installs: apt-get update && apt-get install -y ...",
    )


EXPLANATION = Explanation(
    id="stale-package-lists",
    moments=("build",),
    explain=_explain,
    rank=1,
    examples=(
        fits(
            _LOG,
            "in the same RUN",
            dockerfile="FROM debian\nRUN apt-get update\nRUN apt-get install -y curl\n",
            line=3,
        ),
        fits(_LOG, "again", dockerfile="FROM debian\nRUN apt update && apt install -y curl\n", line=2),
        fits_not("E: Failed to fetch http://mirror.invalid/debian/dists/x/Packages  404  Not Found\n"),
        fits_not("E: Unable to fetch some archives, maybe run apt-get update\n"),
    ),
)

"""pip finds no version of a requirement that can be installed here."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match, shown
from grader.text import one_line

_NONE = re.compile(
    r"^ *(?:ERROR: )?Could not find a version that satisfies the requirement (?P<wanted>\S+?)(?: \(from "
    r"(?!versions)"
    r"[^)]*\)(?:\))?)? \(from versions: (?P<there>[^)]*)\)",
    re.MULTILINE,
)
_IGNORED = re.compile(r"(?:Ignored the following (?:versions|yanked versions) that require a different)")
_NETWORK = re.compile(
    r"Could not fetch URL|NewConnectionError|Max retries|timed out|Temporary "
    r"failure|SSLError|ProxyError|Retrying \("
)
_LOG = "ERROR: Could not find a version that satisfies the requirement "


def _explain(failure: Failure) -> Explained | None:
    match = last_match(_NONE, failure)
    if match is None or _NETWORK.search(failure.log):
        return None
    wanted, there = match["wanted"], match["there"].strip()
    base = failure.stage.image if failure.stage else "this base"
    if _IGNORED.search(failure.log):
        why = f"The versions that were wanted need another Python than that of {base}."
        advice = "Start from the Python that they ask for, or ask for a version that fits this one."
    elif there in ("none", ""):
        why = "The index has nothing of that name that could be installed here."
        advice = (
            f"Look up {wanted} in the index of Python packages: mind the spelling; a standard module "
            "(such as json) is not installed at all."
        )
    else:
        why = f"The index has other versions: {one_line(', '.join(there.split(', ')[-5:]), 120)}."
        advice = "Ask for one of them, or leave the version out to see which one is taken."
    return Explained(
        title=f"pip finds no {wanted}", found=one_line(shown(match), 200), why=why, advice=advice
    )


EXPLANATION = Explanation(
    id="pip-no-match",
    moments=("build",),
    explain=_explain,
    examples=(
        fits(
            f"{_LOG}flaks (from versions: none)\nERROR: No matching distribution found for flaks", "spelling"
        ),
        fits(f"{_LOG}flask==99.1 (from versions: 2.0.1, 3.0.0, 3.0.3)\n", "3.0.3", "flask==99.1"),
        fits(
            "ERROR: Ignored the following versions that require a different python version: 2.1 "
            f"Requires-Python >=3.10\n{_LOG}numpy==2.1 (from versions: 1.0, 2.0.2)\n",
            "another Python",
        ),
        fits_not(f"WARNING: Retrying (Retry(total=0)) NewConnectionError\n{_LOG}six (from versions: none)"),
        fits_not("ERROR: No matching distribution found for six"),
    ),
)

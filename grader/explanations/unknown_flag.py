"""An instruction is given a flag that it does not know."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match

_FLAG = re.compile(r"^unknown flag: (?P<flag>--\S*)(?: \(did you mean (?P<meant>[\w-]+)\?\))?$")


def _explain(failure: Failure) -> Explained | None:
    match = last_match(_FLAG, failure)
    if match is None:
        return None
    flag = match["flag"]
    return Explained(
        title=f"the instruction knows no {flag}",
        found=failure.reason,
        why="Words that begin with -- directly behind an instruction's name are options of the instruction "
        "itself, and each knows only some.",
        advice=f"Did you mean --{match['meant']}?"
        if match["meant"]
        else f"Mind the spelling. An option of a command stands behind its name: RUN COMMAND {flag}",
    )


EXPLANATION = Explanation(
    id="unknown-flag",
    moments=("dockerfile",),
    explain=_explain,
    examples=(
        fits("", "mean --from?", moment="dockerfile", reason="unknown flag: --form (did you mean from?)"),
        fits("", "stands behind its name", moment="dockerfile", reason="unknown flag: --no-cache-dir"),
        fits_not("", moment="dockerfile", reason="duplicate flag specified: --from"),
    ),
)

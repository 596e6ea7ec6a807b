"""A line of the Dockerfile begins with a word that is no instruction."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match
from grader.text import one_line

_UNKNOWN = re.compile(r"^unknown instruction: (?P<word>\S+)(?: \(did you mean (?P<meant>[A-Z]+)\?\))?$")
_OPEN = re.compile(r"(?:&&|\|\||\||\\)[ \t]*$")
_COMMANDS = frozenset(
    {"apt-get", "apt", "apk", "pip", "pip3", "python", "python3", "mkdir", "cd", "rm", "echo", "chmod", "npm"}
)


def _explain(failure: Failure) -> Explained | None:
    match = last_match(_UNKNOWN, failure)
    if match is None:
        return None
    word, above = match["word"], _line_above(failure)
    why = "Each line begins with an instruction, or goes on with the line above it where that ends with \\."
    if word in {"&&", "||", "|"} or _OPEN.search(above):
        advice = f"End the line above it with a backslash, and no space behind it: {one_line(above, 80)} \\"
        advice = advice.replace("\\ \\", "\\")
    elif word in _COMMANDS:
        advice = f"Commands stand behind RUN: RUN {word} ..."
    elif match["meant"]:
        advice = f"Did you mean {match['meant']}?"
    else:
        advice = "Mind the spelling. If the line belongs to the one above it, end that one with a backslash."
    return Explained(
        title=f"{one_line(word, 60)} is no instruction", found=failure.reason, why=why, advice=advice
    )


def _line_above(failure: Failure) -> str:
    """The last line above that is neither empty nor a comment."""
    above = failure.text.split("\n")[: (failure.line or 1) - 1]
    said = [line.strip() for line in above if line.strip() and not line.lstrip().startswith("#")]
    return said[-1] if said else ""


EXPLANATION = Explanation(
    id="unknown-instruction",
    moments=("dockerfile",),
    explain=_explain,
    examples=(
        fits(
            "",
            "Did you mean RUN?",
            moment="dockerfile",
            reason="unknown instruction: RNU (did you mean RUN?)",
        ),
        fits("", "RUN pip ...", moment="dockerfile", reason="unknown instruction: pip"),
        fits(
            "",
            "RUN apt-get update \\",
            moment="dockerfile",
            reason="unknown instruction: &&",
            text="FROM a\nRUN apt-get update\n&& apt-get install curl\n",
            line=3,
        ),
        fits(
            "",
            "backslash, and no space",
            moment="dockerfile",
            reason="unknown instruction: curl",
            text="FROM a\nRUN apt-get install \\ \n\ncurl\n",
            line=4,
        ),
        fits_not("", moment="dockerfile", reason="unknown flag: --form"),
        fits_not("unknown instruction: RNU", moment="dockerfile", reason="file with no instructions"),
    ),
)

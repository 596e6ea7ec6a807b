"""The application reads a variable that nobody sets."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not, last_match

_KEY = re.compile(
    r"(?:os\.environ\[|<frozen os>|/os\.py\", line \d+, in __getitem__)[\s\S]{0,800}?"
    r"^KeyError: '(?P<name>[A-Za-z_]\w*)'$",
    re.MULTILINE,
)
_LOG = (
    "    x = os.environ['DATABASE_URL']\n  File \"<frozen os>\", line 679, in __getitem__\nKeyError: '%s'\n"
)


def _explain(failure: Failure) -> Explained | None:
    match = last_match(_KEY, failure, 15)
    if match is None:
        return None
    name = match["name"]
    return Explained(
        title=f"the variable {name} is not set",
        found=f"KeyError: '{name}' (read from os.environ)",
        why=f"The application asks its environment for {name}, and has no other value for it. The "
        f"container is "
        "started with what the image itself sets.",
        advice=f"Give it a value in the last stage with ENV {name}=..., if it is no secret; ARG is gone "
        f"when the "
        "image is built.",
    )


EXPLANATION = Explanation(
    id="variable-missing",
    moments=("run",),
    explain=_explain,
    examples=(
        fits(_LOG % "DATABASE_URL", "ENV DATABASE_URL", moment="run", exit_code=1),
        fits_not("KeyError: 'DATABASE_URL'\n", moment="run"),
        fits_not(_LOG % "a b", moment="run"),
    ),
)

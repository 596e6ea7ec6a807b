"""pip is given a requirements file that is not in the image."""

import re

from grader.explanation import Explained, Explanation, Failure, before, fits, fits_not, last_match, shown
from grader.text import did_you_mean

_MISSING = re.compile(
    r"Could not open requirements file: \[Errno 2\] No such file or directory: '(?P<name>[^']+)'"
)
_LOG = "ERROR: Could not open requirements file: [Errno 2] No such file or directory: '%s'"


def _explain(failure: Failure) -> Explained | None:
    match = last_match(_MISSING, failure)
    if match is None:
        return None
    name, names = match["name"].rpartition("/")[2], failure.around.context_names()
    copied = any(item.keyword in ("COPY", "ADD") for item in before(failure))
    if names and name not in {each.rpartition("/")[2] for each in names}:
        why = f"The build context has no {name}{did_you_mean(name, names) or '.'}"
        advice = "Name the file that there is, both in COPY and in pip install -r."
    elif failure.stage and not copied:
        why = "RUN sees only what is in the image, and nothing was copied into this stage before it."
        advice = f"Copy the file first: COPY {name} . in a line above this RUN."
    else:
        why = "RUN sees only what was copied before it, at the path that COPY gave it, from WORKDIR on."
        advice = f"Compare the last word of the COPY that takes {name} with WORKDIR and with pip's path."
    return Explained(title=f"{name} is not in the image", found=shown(match), why=why, advice=advice)


EXPLANATION = Explanation(
    id="no-requirements-file",
    moments=("build",),
    explain=_explain,
    examples=(
        fits(
            _LOG % "requirements.txt",
            "COPY requirements.txt .",
            dockerfile="FROM a\nRUN pip install -r requirements.txt\n",
            line=2,
        ),
        fits(_LOG % "requirement.txt", "did you mean", context=("requirements.txt",)),
        fits(
            _LOG % "requirements.txt",
            "WORKDIR",
            dockerfile="FROM a\nCOPY . /app\nRUN pip install -r requirements.txt\n",
            line=3,
            context=("requirements.txt",),
        ),
        fits_not("FileNotFoundError: [Errno 2] No such file or directory: 'requirements.txt'"),
    ),
)

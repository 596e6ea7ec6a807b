"""A package must be compiled, and the stage has no compiler."""

import re

from grader.explanation import Explained, Explanation, Failure, fits, fits_not
from grader.text import one_line

_NO_GCC = re.compile(
    r"error: command '(?P<one>[\w./-]*(?:gcc|cc|clang|g\+\+))' failed: No such file or directory|"
    r"unable to execute '(?P<two>[\w./-]*(?:gcc|cc|clang|g\+\+))': No such file or directory|"
    r"[Uu]nknown compiler\(s\): \[|No CMAKE_C(?:XX)?_COMPILER could be found"
)
_LOG = "  error: command 'x86_64-linux-gnu-gcc' failed: No such file or directory\n"
_SLIM = "FROM python:3.11-slim\nRUN pip install psutil\n"
_TWO = "FROM python:3.11 AS builder\nRUN pip wheel psutil\nFROM python:3.11-slim\nRUN pip install psutil\n"


def _explain(failure: Failure) -> Explained | None:
    match = _NO_GCC.search(failure.log)
    if match is None:
        return None
    stage = failure.stage
    base = f", which starts from {stage.image}," if stage else ""
    others = [other.name or str(other.index) for other in failure.other_stages]
    advice = (
        f"Compile in the other stage ({others[0]}) and copy the result here with COPY --from={others[0]}."
        if others
        else "Compile in a first stage that has a compiler (FROM python:3.11), and copy the result from "
        "there; or install one here with apt-get install -y --no-install-recommends gcc libc6-dev."
    )
    return Explained(
        title="a package must be compiled, and this stage has no compiler",
        found=one_line(match[0]),
        why="There is no ready-made wheel for it, so pip compiles its C code. "
        f"The stage{base} has no C compiler.",
        advice=advice,
    )


EXPLANATION = Explanation(
    id="no-compiler",
    moments=("build",),
    explain=_explain,
    examples=(
        fits(_LOG, "python:3.11-slim", dockerfile=_SLIM, line=2),
        fits(_LOG, "COPY --from=builder", dockerfile=_TWO, line=4),
        fits("unable to execute 'gcc': No such file or directory", "no compiler"),
        fits_not("error: command '/usr/bin/gcc' failed with exit code 1"),
        fits_not("bash: line 1: gcc: command not found"),
    ),
)

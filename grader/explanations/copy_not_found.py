"""COPY or ADD names something that is not where it takes it from."""

import re
from posixpath import basename, normpath

from grader.explanation import Explained, Explanation, Failure, fits, fits_not
from grader.text import nearest

_MISSING = re.compile(r'failed to calculate checksum of ref .*: "(?P<path>/[^"]*)": not found')
_REASON = 'failed to compute cache key: failed to calculate checksum of ref a1::b2: "%s": not found'
_TWO = "FROM a AS builder\nRUN pip wheel -w /wheels x\nFROM a\nCOPY --from=builder /wheel /w\n"


def _explain(failure: Failure) -> Explained | None:
    match, step = _MISSING.search(failure.reason), failure.instruction
    if match is None or step is None or step.keyword not in ("COPY", "ADD"):
        return None
    source = step.flag("from")
    return _of_stage(source, match["path"]) if source else _of_context(failure, match["path"])


def _of_stage(source: str, path: str) -> Explained:
    return Explained(
        title=f"{path} is not in what COPY --from={source} takes from",
        why=f"{source} was made, and has nothing at {path} when it is done. A path behind --from begins at "
        "the root of that stage, whatever its WORKDIR is.",
        advice=f"Compare with the lines that make it in {source}: where do they put it, under which name?",
    )


def _of_context(failure: Failure, path: str) -> Explained:
    name, names = normpath(path).lstrip("/"), failure.around.context_names()
    if failure.around.ignored(name):
        return Explained(
            title=f"{name} is kept out by the ignore file",
            why=f"{name} is in the folder, but .dockerignore keeps it from COPY.",
            advice=f"Take the pattern that matches {name} out of .dockerignore, or except it: !{name}",
            file=".dockerignore",
        )
    by_name = [each for each in names if basename(each) == basename(name)]
    near = by_name[0] if by_name else nearest(name, names)
    return Explained(
        title=f"{name} is not in the build context",
        why="COPY takes files from the folder that is built, by their path from its top on; there is no "
        f"{name} in it.",
        advice=f"Did you mean {near}?" if near else "Mind spelling and capitals, or add the file.",
    )


EXPLANATION = Explanation(
    id="copy-not-found",
    moments=("build",),
    explain=_explain,
    examples=(
        fits(
            "",
            "mean app.py?",
            reason=_REASON % "/ap.py",
            dockerfile="FROM a\nCOPY ap.py .\n",
            line=2,
            context=("app.py",),
        ),
        fits(
            "",
            "mean src/app.py?",
            reason=_REASON % "/app.py",
            dockerfile="FROM a\nCOPY app.py .\n",
            line=2,
            context=("src/app.py",),
        ),
        fits(
            "",
            ".dockerignore",
            reason=_REASON % "/app.py",
            dockerfile="FROM a\nCOPY app.py .\n",
            line=2,
            ignored=("app.py",),
        ),
        fits("", "/wheel", "builder", reason=_REASON % "/wheel", dockerfile=_TWO, line=4),
        fits_not("", reason=_REASON % "/app.py"),
        fits_not('"/app.py": not found', dockerfile="FROM a\nCOPY app.py .\n", line=2),
    ),
)

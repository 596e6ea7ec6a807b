"""COPY or ADD names something that is not where it takes it from."""

import re
from posixpath import basename, dirname, normpath

from grader.dockerfile import Stage
from grader.explanation import Explained, Explanation, Failure, fits, fits_not, written
from grader.text import nearest, some

_MISSING = re.compile(r'failed to calculate checksum of ref .*: "(?P<path>/[^"]*)": not found')
_PYTHON = re.compile(r"^python:(3\.\d+)")
_SITE_PACKAGES = re.compile(r"^(/usr/local/lib/python)(3\.\d+)(/site-packages.*)$")
_PATH = re.compile(r"(?<![\w./:$}-])/[\w.-]+(?:/[\w.-]+)*")
_SYSTEM = ("/bin/", "/dev/", "/etc/", "/proc/", "/tmp/", "/var/")  # noqa: S108 - in an image, not here
_REASON = 'failed to compute cache key: failed to calculate checksum of ref a1::b2: "%s": not found'
_TWO = "FROM a AS builder\nRUN pip wheel -w /wheels x\nFROM a\nCOPY --from=builder /wheel /w\n"


def _explain(failure: Failure) -> Explained | None:
    match, step = _MISSING.search(failure.reason), failure.instruction
    if match is None or step is None or step.keyword not in ("COPY", "ADD"):
        return None
    source = step.flag("from")
    return _of_stage(failure, source, match["path"]) if source else _of_context(failure, match["path"])


def _of_stage(failure: Failure, source: str, path: str) -> Explained:
    return Explained(
        title=f"{path} is not in what COPY --from={source} takes from",
        why=f"{source} was made, and has nothing at {path} when it is done. A path behind --from begins at "
        "the root of that stage, whatever its WORKDIR is.",
        advice=_other_path(failure, source, path),
    )


def _other_path(failure: Failure, source: str, path: str) -> str:
    """What the stage has in place of the path: by its image where that is there, else by its lines."""
    stage = failure.dockerfile.stage(source) if failure.dockerfile else None
    if stage is None:
        return f"Look into the image {source}: where is it, under which name?"
    if there := failure.around.in_stage(source, dirname(path)):
        return f"In {dirname(path)} the stage has: {some(sorted(there), 10)}."
    version, other = _PYTHON.match(stage.image), _SITE_PACKAGES.match(path)
    if version and other and version[1] != other[2]:
        return f"The Python of {source} is {version[1]}: write {other[1]}{version[1]}{other[3]}"
    named = _named(stage)
    near = nearest(path, named)
    if near and near != path:
        return f"Did you mean {near}? That is what the lines of {source} name."
    said = f" They name {some(named, 6)}." if named else ""
    return f"Compare with the lines of {source} that make it: where do they put it, under which name?{said}"


def _named(stage: Stage) -> list[str]:
    """The absolute paths that the lines of a stage name."""
    found = (path for item in stage.instructions for path in _PATH.findall(written(item)))
    return list(dict.fromkeys(path.rstrip("/.") for path in found if not path.startswith(_SYSTEM)))


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
        fits("", "/wheel", "mean /wheels?", reason=_REASON % "/wheel", dockerfile=_TWO, line=4),
        fits(
            "",
            "In / the stage has: out, usr",
            reason=_REASON % "/wheel",
            dockerfile=_TWO,
            line=4,
            stages={"builder:/": ("usr", "out")},
        ),
        fits(
            "",
            "write /usr/local/lib/python3.11/site-packages",
            reason=_REASON % "/usr/local/lib/python3.9/site-packages",
            dockerfile="FROM python:3.11 AS b\nFROM a\nCOPY --from=b "
            "/usr/local/lib/python3.9/site-packages /p\n",
            line=3,
        ),
        fits_not("", reason=_REASON % "/app.py"),
        fits_not('"/app.py": not found', dockerfile="FROM a\nCOPY app.py .\n", line=2),
    ),
)

"""All stages in one: the same steps without what several stages are good for."""

import re

from grader.authoring.drafting.script import Script
from grader.dockerfile import Instruction, Stage
from grader.dockerfile.meaning.made_from import made_from

_COMMENT = re.compile(r"\s*#(?!\s*(?:syntax|escape|check)\s*=)", re.IGNORECASE)
_PLAIN = re.compile(r"[\w./+@:-]+")


def flattened(script: Script, base: str) -> str | None:
    """The Dockerfile with one stage on `base`, files copied within it; None where that is not clear.

    What stood before the first FROM stays, without its comments.
    """
    stages = made_from(script.dockerfile)
    head = script.written(1, script.dockerfile.stages[0].line - 1).split("\n")
    lines = [*(line for line in head if line.strip() and not _COMMENT.match(line)), f"FROM {base}"]
    for stage in stages:
        lines += [] if isinstance(stage.base, int) or stage is stages[0] else ["WORKDIR /", "USER root"]
        for item in stage.instructions:
            if (line := _line(script, stage, item)) is None:
                return None
            lines.append(line)
    return "\n".join(lines) + "\n"


def _line(script: Script, stage: Stage, item: Instruction) -> str | None:
    """The instruction in the only stage; files of another stage are there already, at their own path."""
    if item.keyword == "RUN" and any("from=" in mount for mount in item.flag_values("mount")):
        return None
    if item.keyword != "COPY" or item.flag("from") is None:
        return script.source(item)
    *sources, target = item.words
    taken = [source for source in stage.sources if source.line == item.line]
    if not all(_PLAIN.fullmatch(word) for word in item.words) or any(one.stage is None for one in taken):
        return None
    return "RUN " + " && ".join(_copy(f"/{source.strip('/')}", target) for source in sources)


def _copy(source: str, target: str) -> str:
    """As COPY does it: a folder's content, a file under its own name into a folder."""
    into = f"mkdir -p {target} && cp -a {source}/. {target}"
    if source.rstrip("/") == target.rstrip("/"):
        return "true"
    folder = target if target.endswith(("/", ".")) else f"$(dirname {target})"
    return f"if [ -d {source} ]; then {into}; else mkdir -p {folder} && cp -a {source} {target}; fi"

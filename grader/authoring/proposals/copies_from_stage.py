"""What the solution's last stage takes from earlier ones."""

import re
from collections.abc import Iterator
from typing import Any

from grader.authoring.drafting.pair import Pair, Side, Wrong
from grader.authoring.drafting.proposal import Proposal
from grader.authoring.drafting.python_packages import modules, pattern
from grader.dockerfile.meaning.stage_copies import Copied, copies
from grader.evidence import OwnLayers

MOST = 5
"""Packages that are looked for in the layers."""
_PLAIN = re.compile(r"/[\w./+-]+")


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by the same files at another path of the earlier stage."""
    side = pair.solution
    found = copies(side.dockerfile, side.dockerfile.final)
    by_stage: dict[int, list[Copied]] = {}
    for copied in found:
        by_stage.setdefault(copied.stage, []).append(copied)
    for index, taken in by_stage.items():
        stage, paths = side.dockerfile.stages[index], list(dict.fromkeys(copied.path for copied in taken))
        options: dict[str, Any] = {"from": stage.name} if stage.name else {}
        options |= {"source": paths[0]} if len(paths) == 1 or len(by_stage) > 1 else {"sources": paths}
        holds = _held(side)
        options |= {"holds": holds} if holds and index == taken[0].stage else {}
        yield Proposal("copies-from-stage", options, list(_wrong(side, taken)))


def _held(side: Side) -> list[str]:
    """Patterns of packages that a COPY of the last stage brings, and no RUN."""
    found = []
    for path in map(pattern, modules(side)[:MOST]):
        fact = side.ask(OwnLayers((path,)))
        layers = [layer for layer in fact.layers if layer.entries] if fact else []
        made = {(layer.made_by or "").partition(" ")[0] for layer in layers}
        found += [path] if made == {"COPY"} else []
    return found


def _wrong(side: Side, taken: list[Copied]) -> Iterator[Wrong]:
    for copied in taken:
        stage = side.dockerfile.stages[copied.stage]
        if not _PLAIN.fullmatch(copied.path):
            continue
        moved = f"/moved/{copied.path.rsplit('/', 1)[-1]}"
        item = next(
            each for part in side.dockerfile.stages for each in part.instructions if each.line == copied.line
        )
        source = side.script.source(item)
        written = next((word for word in item.words if f"/{word.strip('/')}" == copied.path), None)
        if written is None or len(item.words) != 2:
            continue
        text = side.script.replaced(item, source.replace(written, moved, 1))
        lines = text.split("\n")
        lines[stage.end_line : stage.end_line] = [f"RUN mkdir -p /moved && cp -a {copied.path} /moved/"]
        yield side.rewritten("\n".join(lines))

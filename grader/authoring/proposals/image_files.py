"""Files that the solution's image holds or lacks, other than the starter's."""

from collections.abc import Iterator, Sequence

from grader.authoring.drafting.pair import Pair, Side
from grader.authoring.drafting.proposal import Proposal
from grader.authoring.drafting.python_packages import installed, modules, pattern
from grader.authoring.drafting.variants import variants
from grader.dockerfile import Stage
from grader.evidence import ImageFiles, OwnLayers

LEFTOVERS = (
    "/var/lib/apt/lists/*_*",
    "/var/cache/apt/archives/*.deb",
    "/var/cache/apk/*.tar.gz",
    "/root/.cache/*/*",
    "/root/.npm/_cacache/*",
    "/home/*/.cache/*/*",
)
MOST = 50
"""Entries of a pattern that are known."""


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by a file that is made in the image, or taken away."""
    yield _leftovers(pair)
    yield from _folder(pair)
    yield from _packages(pair)


def _leftovers(pair: Pair) -> Proposal:
    """What package managers leave in layers: what the starter has of it, else all that is known."""
    asked = {pattern: pair.starter.ask(OwnLayers((pattern,))) for pattern in LEFTOVERS}
    left = [one for one, fact in asked.items() if fact and any(layer.entries for layer in fact.layers)]
    absent = left or list(LEFTOVERS)
    path = absent[0].replace("*_*", "left_over").replace("*", "left")
    wrong = pair.solution.as_root(f"mkdir -p {path.rpartition('/')[0]} && touch {path}")
    title = "No package lists, downloaded packages or caches in the image"
    return Proposal("no-leftovers", {"absent": absent, "every_layer": True}, [wrong], title)


def _folder(pair: Pair) -> Iterator[Proposal]:
    """What lies in the working folder, compared with the starter's."""
    side, folder = pair.solution, pair.solution.config.working_dir.rstrip("/")
    if not folder:
        return
    own, theirs = (_names(each, f"{each.config.working_dir.rstrip('/')}/*") for each in (side, pair.starter))
    absent = [
        f"{folder}/{name}" for name in theirs if name not in own and "*" not in name and "?" not in name
    ]
    present = [f"{folder}/{name}" for name in own if name in side.files]
    options = {**({"present": present} if present else {}), **({"absent": absent} if absent else {})}
    if options:
        wrong = [side.as_root(f"touch {absent[0]}")] if absent else []
        wrong += [side.as_root(f"rm -rf {present[-1]}")] if present else []
        yield Proposal("clean-folder", options, wrong)


def _packages(pair: Pair) -> Iterator[Proposal]:
    """Python packages that the image has not, and the starter or a variant has."""
    side = pair.solution
    found = variants(side.dockerfile)
    names = tuple(dict.fromkeys(name for each in (side, pair.starter) for name in modules(each)))
    own = installed(side, names)
    for stage in found:
        only = [name for name in installed(side, names, stage.name) if name not in own]
        if only:
            gone = f"RUN find / -xdev -path '*/{only[0]}/__init__.py' -delete"
            wrong = side.rewritten(side.script.at_end_of(stage, gone, ""))
            options = {"target": stage.name, "present": [pattern(name) for name in only]}
            yield Proposal(f"{stage.name}-holds", options, [wrong])
    others = installed(pair.starter, names) + _of_variants(side, names, found)
    absent = [name for name in dict.fromkeys(others) if name not in own]
    if absent:
        brought = f"mkdir -p /opt/extra/{absent[0]} && touch /opt/extra/{absent[0]}/__init__.py"
        yield Proposal("left-out", {"absent": [pattern(name) for name in absent]}, [side.as_root(brought)])


def _of_variants(side: Side, names: Sequence[str], found: Sequence[Stage]) -> list[str]:
    return [name for stage in found for name in installed(side, names, stage.name)]


def _names(side: Side, pattern: str) -> list[str]:
    fact = side.ask(ImageFiles((pattern,))) if pattern.startswith("/") and pattern != "/*" else None
    return [entry.path.rpartition("/")[2] for entry in (fact.entries[0] if fact else ())][:MOST]

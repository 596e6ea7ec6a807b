"""Files that the solution's image holds or lacks, other than the starter's."""

import re
from collections.abc import Iterator, Sequence
from shlex import quote

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
BUNDLED = {"psycopg2": "psycopg2-binary"}
"""Packages that use a library of the system, and those that bring a copy (psycopg's own documentation)."""
MOST = 50
"""Entries of a pattern that are known."""


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by a file that is made in the image, or taken away."""
    yield _leftovers(pair)
    yield from _folder(pair)
    yield from _packages(pair)
    yield from _own_copies(pair)


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
        wrong = [side.as_root(f"touch {quote(absent[0])}")] if absent else []
        wrong += [side.as_root(f"rm -rf {quote(present[-1])}")] if present else []
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


def _own_copies(pair: Pair) -> Iterator[Proposal]:
    """The library of the system is used, not a copy of it; broken by the package that brings one."""
    side = pair.solution
    for name, other in BUNDLED.items():
        files = [file for file in side.files if file.endswith(".txt") and name in modules(side)]
        changed = {
            file: re.sub(rf"^{name}(?=\W)", other, side.text(file), flags=re.MULTILINE) for file in files
        }
        wrong = [side.rewritten(text, file) for file, text in changed.items() if text != side.text(file)]
        if wrong:
            options = {"absent": [f"/**/{other.replace('-', '_')}*"]}
            yield Proposal("no-copy-of-a-library", options, wrong, f"No {other}: it is {name} itself")

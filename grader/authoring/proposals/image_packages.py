"""Packages of the distribution that the last stage installs, and those that it leaves behind."""

from collections.abc import Iterator

from grader.authoring.drafting.pair import Pair, Side, Wrong
from grader.authoring.drafting.proposal import Proposal
from grader.authoring.drafting.system_packages import install, named, remove
from grader.evidence import Filesystem


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by removing one, or by installing one."""
    side = pair.solution
    own, theirs = side.ask(Filesystem()), pair.starter.ask(Filesystem())
    if own is None:
        return
    final = side.dockerfile.lineage(side.dockerfile.final)
    present = [name for name in named(final) if name in own.packages]
    if present:
        command = remove(side, present[0])
        yield Proposal("packages", {"present": present}, [side.as_root(command)] if command else [])
    everywhere = [*named(side.dockerfile.stages), *named(pair.starter.dockerfile.stages)]
    there = {*own.packages, *present}
    absent = [name for name in dict.fromkeys(everywhere) if name not in there and theirs is not None]
    if absent:
        yield Proposal("no-packages", {"absent": absent}, _installed(side, absent))


def _installed(side: Side, names: list[str]) -> list[Wrong]:
    """Those for run time first: what brings a compiler breaks more than this."""
    small = sorted(names, key=lambda name: ("build" in name or name in {"gcc", "g++"}, len(name)))
    commands = [install(side, name) for name in small[:2]]
    return [side.as_root(command) for command in commands if command]

"""Settings of the image that only the solution has, and those that both have."""

from collections.abc import Iterator
from typing import Any

from grader.authoring.drafting.pair import Pair, Side, Wrong
from grader.authoring.drafting.proposal import Proposal
from grader.authoring.drafting.settings import settings


def propose(pair: Pair) -> Iterator[Proposal]:
    """Broken by another value, or by leaving out what sets it."""
    own, theirs = settings(pair.solution), settings(pair.starter)
    only: dict[str, Any] = {}
    both: dict[str, Any] = {}
    for name, value in own.items():
        if name == "env":
            new = {key: text for key, text in value.items() if theirs.get("env", {}).get(key) != text}
            kept = {key: text for key, text in value.items() if key not in new}
            only |= {"env": new} if new else {}
            both |= {"env": kept} if kept else {}
        else:
            (both if theirs.get(name) == value else only)[name] = value
    if only:
        yield Proposal("settings", only, list(_wrong(pair.solution, only)))
    if both:
        yield Proposal("settings-as-before", both, list(_wrong(pair.solution, both)))


def _wrong(side: Side, options: dict[str, Any]) -> Iterator[Wrong]:
    if "exposed_ports" in options:
        exposing = [
            item
            for item in side.dockerfile.executed_in_lineage(side.dockerfile.final)
            if item.keyword == "EXPOSE"
        ]
        yield side.rewritten(side.script.without(*exposing))
    for name in options.get("env", {}):
        yield side.append(f"ENV {name}=another")
    if "user" in options:
        yield side.append("USER root")
    if "working_dir" in options:
        yield side.append("WORKDIR /elsewhere")
    for name in options.get("labels", {}):
        yield side.append(f'LABEL {name}=""')

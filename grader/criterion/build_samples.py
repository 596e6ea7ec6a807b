"""Facts of builds beside the first one, for examples and tests: again, and with values of an argument."""

from grader.criterion.samples import BASE
from grader.evidence import (
    ArgumentRun,
    HistoryEntry,
    LayerEntry,
    OwnLayer,
    OwnLayersFact,
    RebuildFact,
    RebuiltStep,
)

DRAWN = ("7.5.1-ab", "2.9.4-xy")
"""What is drawn for APP_VERSION."""


def ran(text: str, *, cached: bool = False) -> RebuiltStep:
    """A RUN of a second build, and whether it came from the cache."""
    return RebuiltStep(f"[2/3] RUN {text}", (text,), cached, None if cached else 3.5, 2)


def rebuilt(
    *own: tuple[HistoryEntry, bool], changed: bool = True, steps: tuple[RebuiltStep, ...] = ()
) -> RebuildFact:
    """Own layers on a base image, each with whether a second build kept it, and that build's RUNs."""
    layers = ((HistoryEntry("base", BASE, own=False), True), *own)
    return RebuildFact(tuple(layer for layer, _ in layers), tuple(kept for _, kept in layers), changed, steps)


def site_packages(*sizes: int) -> OwnLayersFact:
    """Own layers with so many bytes of packages each."""
    path = "/venv/lib/python3.11/site-packages/flask.py"
    return OwnLayersFact(
        tuple(
            OwnLayer(f"sha256:{at}", entries=(LayerEntry(path, "file", size),))
            for at, size in enumerate(sizes)
        )
    )


def argument_trial(*there: str, file: bool = False) -> tuple[ArgumentRun, ...]:
    """What is there with the first value, with the second, and without one."""
    given = [*((("APP_VERSION", value),) for value in DRAWN), ()]
    return tuple(
        ArgumentRun(each, (), text) if file else ArgumentRun(each, (f"APP_VERSION={text}",))
        for each, text in zip(given, there, strict=True)
    )

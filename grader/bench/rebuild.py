"""Building again after one file was changed, and comparing the layers of both images."""

import os
import secrets
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from grader.bench.blocked import BlockedError
from grader.bench.builds import Builds
from grader.bench.layers import layer_sizes
from grader.bench.reading import UnusableFileError
from grader.bench.rebuilt_steps import rebuilt_steps, was_cached
from grader.bench.source import Source
from grader.engine.model import Image, StepDone
from grader.engine.ownership import temporary_prefix
from grader.errors import EngineFailureError
from grader.evidence import DEFAULT, Blocked, Broken, RebuildFact, RebuiltStep
from grader.evidence.history import layer_makers
from grader.text import one_line

MAX_CONTEXT_BYTES = 500_000_000
MAX_FILES = 20_000
TRIES = 4
PAUSES = (0.0, 1.0, 3.0, 10.0, 20.0)
"""Seconds before each further try, where builds of others hide what is there."""
CHANGE = "\n# changed to see which layers are built again: {}\n"
"""What is added at the end of the file; with a number drawn anew, or the cache would know it from before."""


def rebuild(builds: Builds, touch: str) -> RebuildFact | Broken:
    """The layers before and after a change of the file `touch` in a copy of the build context.

    BlockedError where one of the images cannot be built, EngineFailureError, InterruptedError.
    """
    first = _tried(builds, touch)
    if isinstance(first, Broken) or _all_cached(first.steps):
        return first
    if not builds.run.beside_others or not builds.finds_layers:
        return first
    return _tried_beside_others(builds, touch, first)


def _tried_beside_others(builds: Builds, touch: str, found: RebuildFact) -> RebuildFact | Broken:
    """The same, where a step ran again: builds of others may hide layers, and make none up (decision 30).

    What runs again counts where, between two changes that let it run, all is found without a change.
    """
    for pause in PAUSES:
        if builds.run.stopped.wait(pause):
            raise InterruptedError("stopped while builds of others were waited for")
        with suppress(BlockedError):  # it was built before: what is in the way now is not the learner's
            is_clear = _all_cached(_built_again(builds))
            again = _tried(builds, touch)
            if isinstance(again, RebuildFact):
                found = max(found, again, key=lambda fact: sum(step.cached for step in fact.steps))
                if is_clear or _all_cached(found.steps):
                    return found
    return Broken("builds of other submissions are at work, and the builder does not find what it has built")


def _all_cached(steps: tuple[RebuiltStep, ...]) -> bool:
    return all(step.cached for step in steps)


def _built_again(builds: Builds) -> tuple[RebuiltStep, ...]:
    """The steps of a build of the same context, of which nothing was changed."""
    control = builds.changed(builds.source)
    control.image(DEFAULT)
    return rebuilt_steps(builds.source.dockerfile, control.steps, builds.source.read_script)


def _tried(builds: Builds, touch: str) -> RebuildFact | Broken:
    before = builds.image(DEFAULT)
    for _ in range(TRIES):
        after, steps = _changed_image(builds, touch)
        here = before if _has_own_layers(builds) else builds.changed(builds.source).image(DEFAULT)
        if here.layers == before.layers:
            return _compared(builds, before, after, steps)
        before = here
    return Broken("other builds of the same steps are at work, and its layers differ each time")


def _has_own_layers(builds: Builds) -> bool:
    """Whether no layers of other builds come in: the classic builder and Podman's take any equal step's.

    There, the image that is built after the changed one must be the first one still.
    """
    return builds.engine.about.builder != "classic"


def _compared(
    builds: Builds, before: Image, after: Image, steps: tuple[StepDone, ...]
) -> RebuildFact | Broken:
    entries = layer_sizes(builds, before, DEFAULT)
    makers = layer_makers(entries, len(before.layers))
    if makers is None:
        return Broken("the image's history does not tell which step made which layer")
    made = tuple(entries[at] for at in makers)
    same = [layer == after.layers[at : at + 1] for at, layer in enumerate(zip(before.layers, strict=True))]
    # The cache may hold two results of one step, of builds side by side: the builder tells that it was used.
    kept = tuple(is_same or was_cached(entry, steps) for is_same, entry in zip(same, made, strict=True))
    told = rebuilt_steps(builds.source.dockerfile, steps, builds.source.read_script)
    return RebuildFact(made, kept, changed=before.layers != after.layers, steps=told)


def _changed_image(builds: Builds, touch: str) -> tuple[Image, tuple[StepDone, ...]]:
    with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as name:
        try:
            changed = _changed_copy(builds.source, Path(name, "context"), touch)
        except UnusableFileError as error:
            raise BlockedError(Blocked("build context", str(error))) from None
        try:
            again = builds.changed(changed)
            return again.image(DEFAULT), tuple(again.steps)
        except BlockedError as error:
            why = f"after a change of {touch} it does not build: {error}"
            raise BlockedError(Blocked("build", why, error.blocked.file)) from None


def _changed_copy(source: Source, folder: Path, touch: str) -> Source:
    """A copy of the build context with one more line in a file. Raises UnusableFileError.

    EngineFailureError where it cannot be copied: the engine could read it, so it is the machine, such as a
    full disk.
    """
    source.read(touch, MAX_CONTEXT_BYTES)
    _check_size(source.folder)
    try:
        shutil.copytree(source.folder, folder, symlinks=True, ignore=_not_copied)
    except (OSError, shutil.Error) as error:
        why = one_line(str(error), 200)
        raise EngineFailureError(f"the build context, which was built, cannot be copied: {why}") from None
    with (folder / touch).open("ab") as stream:
        stream.write(CHANGE.format(secrets.token_hex(8)).encode())
    return Source(folder)


def _check_size(folder: Path) -> None:
    total = count = 0
    for where, _, names in os.walk(folder):
        count += len(names)
        total += sum(os.lstat(os.path.join(where, name)).st_size for name in names)  # noqa: PTH118 - many
        if total > MAX_CONTEXT_BYTES or count > MAX_FILES:
            raise UnusableFileError("the build context is too large to be built a second time")


def _not_copied(folder: str, names: list[str]) -> set[str]:
    """Pipes, sockets and devices: a reader of them would wait for ever."""
    paths = {name: Path(folder, name) for name in names}
    return {
        name
        for name, path in paths.items()
        if not path.is_symlink() and not path.is_file() and not path.is_dir()
    }

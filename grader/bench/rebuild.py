"""Building again after one file was changed, and comparing the layers of both images."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from grader.bench.builds import Builds
from grader.bench.source import Source, UnusableFileError
from grader.engine.images import Image, Step
from grader.engine.layer_sizes import layer_makers
from grader.engine.ownership import temporary_prefix
from grader.evidence import DEFAULT, Answer, Blocked, Broken, BuildOptions, LayerSize, RebuildFact
from grader.text import one_line

MAX_CONTEXT_BYTES = 500_000_000
MAX_FILES = 20_000
CHANGE = b"\n# changed to see which layers are built again\n"

Layers = Callable[[Builds, Image, BuildOptions], tuple[LayerSize, ...]]


def rebuild(builds: Builds, touch: str, layers: Layers) -> Answer[RebuildFact]:
    """The layers before and after a change of the file `touch` in a copy of the build context."""
    options = DEFAULT
    before = builds.image(options)
    if isinstance(before, Blocked):
        return before
    with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as name:
        try:
            changed = _changed_copy(builds.source, Path(name, "context"), touch)
        except UnusableFileError as error:
            return Blocked("build context", str(error))
        after = builds.of(changed).image(options)
    if isinstance(after, Blocked):
        return Blocked("build", f"after a change of {touch} it does not build: {after.reason}", after.file)
    return _compare(layers(builds, before, options), before.layers, after.layers)


def _compare(
    steps: tuple[LayerSize, ...], before: tuple[str, ...], after: tuple[str, ...]
) -> Answer[RebuildFact]:
    makers = layer_makers([Step(step.created_by, step.size_bytes) for step in steps], len(before))
    if makers is None:
        return Broken("the image's history does not tell which step made which layer")
    kept = tuple(at < len(after) and layer == after[at] for at, layer in enumerate(before))
    return RebuildFact(tuple(steps[at] for at in makers), kept, changed=before != after)


def _changed_copy(source: Source, folder: Path, touch: str) -> Source:
    """A copy of the build context with one more line in a file; raises UnusableFileError."""
    source.read(touch, MAX_CONTEXT_BYTES)
    _check_size(source.folder)
    try:
        shutil.copytree(source.folder, folder, symlinks=True, ignore=_not_copied)
    except (OSError, shutil.Error) as error:
        raise UnusableFileError(f"the build context cannot be copied: {one_line(str(error), 200)}") from None
    with (folder / touch).open("ab") as stream:
        stream.write(CHANGE)
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

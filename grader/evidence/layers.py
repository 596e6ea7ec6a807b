"""What each own layer of an image adds."""

from typing import Literal

from grader.evidence.build import DEFAULT, BuildOptions
from grader.evidence.question import ImageQuestion
from grader.values import Value

MAX_MATCHES = 2_000
LayerKind = Literal["file", "folder", "link", "hardlink", "device", "whiteout", "opaque"]


class LayerEntry(Value):
    """One entry of a layer, by its absolute path.

    `mode` are the permission bits, setuid and the like included. `target` is where a link leads, or the
    path of the file that a hard link is another name of: the size is told there. A `whiteout` removes the
    path from the layers below, `opaque` all that they hold in the folder (OCI image specification,
    "Whiteouts"). `device` is whatever else a file system has. `capabilities`: the file has some of its own.
    """

    path: str
    kind: LayerKind
    size_bytes: int = 0
    mode: int = 0o644
    uid: int = 0
    gid: int = 0
    target: str = ""
    capabilities: bool = False

    @property
    def is_there(self) -> bool:
        """Whether the layer brings something, and does not only remove."""
        return self.kind not in {"whiteout", "opaque"}

    @property
    def raises_privileges(self) -> bool:
        """Whether who runs the file gets more rights than they have: setuid, setgid, capabilities."""
        return self.kind in {"file", "hardlink"} and (bool(self.mode & 0o6000) or self.capabilities)


class OwnLayer(Value):
    """One layer above the base image.

    `made_by` is the instruction that made it, and `line` its line in the Dockerfile; None where that is
    not clear. `entries` are those that match the patterns which were asked for, MAX_MATCHES at most;
    `privileged` are all that raise privileges. `excess` tells why the layer could not be looked into, by
    the learner's doing: then nothing is known of it.
    """

    diff_id: str
    made_by: str | None = None
    line: int | None = None
    entries: tuple[LayerEntry, ...] = ()
    privileged: tuple[LayerEntry, ...] = ()
    excess: str | None = None


class OwnLayersFact(Value):
    """The layers above the base image, from the oldest on; all, where no base is proven."""

    layers: tuple[OwnLayer, ...]

    @property
    def excess(self) -> str | None:
        """Why a layer could not be looked into; None where all could."""
        return next((layer.excess for layer in self.layers if layer.excess), None)


class OwnLayers(ImageQuestion[OwnLayersFact]):
    """What each own layer adds: the entries that match `patterns` (see ImageFiles), and what made them."""

    patterns: tuple[str, ...] = ()
    options: BuildOptions = DEFAULT

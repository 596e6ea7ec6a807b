"""The engines that a machine can have beside the one that answers: which packages, of which Debian suite."""

from typing import Literal

from grader.errors import UsageError
from grader.values import Value

STORES = ("overlay2", "containerd")
_SYSTEM = (
    *("base-files", "base-passwd", "bash", "ca-certificates", "coreutils", "dash", "grep", "libc-bin", "sed"),
    *("iptables", "kmod", "mount", "procps"),
)
_DOCKER = ("containerd", "docker-buildx", "docker-cli", "docker.io", "runc")
_PODMAN = ("aardvark-dns", "buildah", "conmon", "crun", "netavark", "nftables", "podman", "uidmap")


class Flavour(Value, kw_only=True):
    """One engine of Debian's: `stores` are the image stores that it can have, the usual one first.

    `beside` tells that it has a network of its own, so that it can run beside other engines.
    """

    name: str
    suite: str
    engine: Literal["docker", "podman"]
    stores: tuple[str, ...] = STORES
    beside: bool = True

    @property
    def packages(self) -> tuple[str, ...]:
        """What its root is made of."""
        own = _DOCKER if self.engine == "docker" else _PODMAN
        return (*_SYSTEM, *own, *(("slirp4netns", "util-linux") if self.beside else ()))


PRIVATE = Flavour(name="private", suite="trixie", engine="docker", beside=False)
"""The private engine, which uses the machine's network and its usual socket."""

FLAVOURS = {
    flavour.name: flavour
    for flavour in (
        Flavour(name="docker-26", suite="trixie", engine="docker"),
        Flavour(name="docker-28", suite="sid", engine="docker"),
        Flavour(name="podman-5", suite="trixie", engine="podman", stores=("overlay",)),
    )
}
"""Named for the versions that the suites have had; newer ones may have come (docs/engines.md)."""


def check_store(flavour: Flavour, store: str | None) -> None:
    """UsageError where the flavour cannot have this store."""
    if store and store not in flavour.stores:
        raise UsageError(f"{flavour.name} has no store {store}, only {', '.join(flavour.stores)}")

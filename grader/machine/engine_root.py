"""An engine's root directory, made of Debian's packages, and its client for the host."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from grader.errors import EngineFailureError
from grader.machine import debian, mirrors
from grader.machine.flavours import Flavour
from grader.machine.home import Home
from grader.machine.removal import remove_tree
from grader.machine.work import Work

PLUGIN = Path("/usr/local/lib/docker/cli-plugins/docker-buildx")
CLIENT = Path("/usr/local/bin/docker")
_RESOLVED = Path("/run/systemd/resolve/resolv.conf")
_SERVER_ELSEWHERE = re.compile(r"^nameserver\s+(?!127\.|::1)", re.MULTILINE)


def root_command(
    flavour: Flavour, root: Path, sources: Sequence[str], fetching: Sequence[str]
) -> tuple[str, ...]:
    """Unpacks the packages without their install scripts: daemons and their tools need no more.

    A mirror that is a copy of some day may hold a suite without releases, such as unstable, past its date.
    """
    return (
        *("mmdebstrap", "--quiet", "--variant=extract", "--mode=root", "--format=directory"),
        '--aptopt=APT::Install-Recommends "false"',
        *(f"--aptopt={line}" for line in fetching),
        '--aptopt=Acquire::Check-Valid-Until "false"',
        f"--include={','.join(flavour.packages)}",
        *(flavour.suite, str(root), *sources),
    )


def build_root(home: Home, work: Work) -> None:
    """Make the root directory where it is not there yet. Raises EngineFailureError."""
    if home.root.is_dir():
        return
    suite = home.flavour.suite
    work.step(f"building the {home.flavour.name} root in {home.folder} (Debian {suite})")
    debian.install_mmdebstrap(work)
    sources = [entry for entry in mirrors.sources(work, suite) if entry.endswith(f" {suite} main")]
    unfinished = home.folder / "root.new"
    remove_tree(unfinished)
    try:
        command = root_command(home.flavour, unfinished, sources, mirrors.fetch_options(work))
        debian.mmdebstrap(work, f"building the {home.flavour.name} root", *command)
        complete(unfinished)
        unfinished.rename(home.root)
    finally:
        remove_tree(unfinished)
    work.step(f"{home.flavour.name} root ready")


def complete(root: Path) -> None:
    """What the packages' install scripts would have done: accounts, certificates, folders."""
    for name in ("passwd", "group"):
        shutil.copy(root / f"usr/share/base-passwd/{name}.master", root / "etc" / name)
    for folder in ("etc/docker", "etc/containerd", "etc/ssl/certs", "usr/local/sbin", "var/lib", "tmp"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    certificates = sorted((root / "usr/share/ca-certificates").rglob("*.crt"))
    bundle = "".join(file.read_text() for file in certificates)
    (root / "etc/ssl/certs/ca-certificates.crt").write_text(bundle)


def install_client(home: Home, work: Work) -> None:
    """Give the host the docker command and its plugin buildx, each where it is missing.

    A flavour beside other engines keeps its client to itself (grader/machine/beside.py).
    """
    if home.flavour.beside:
        return
    if not shutil.which("docker"):
        _install(home.root / "usr/bin/docker", CLIENT)
        work.step(f"docker client copied to {CLIENT.parent}")
    if buildx_version(work) is None:
        _install(home.root / "usr/libexec/docker/cli-plugins/docker-buildx", PLUGIN)
        work.step(f"buildx plugin copied to {PLUGIN.parent}")


def buildx_version(work: Work) -> str | None:
    """The version of the client's plugin buildx, None where it is missing."""
    try:
        words = work.run("docker buildx", "docker", "buildx", "version").split()
    except EngineFailureError:
        return None
    return words[1] if len(words) > 1 else "of unknown version"


def _install(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)
    target.chmod(0o755)


def copy_network_files(root: Path, work: Work) -> None:
    """How the host finds names and whom it trusts."""
    resolv = resolv_conf(Path("/etc/resolv.conf"), _RESOLVED)
    if not _SERVER_ELSEWHERE.search(resolv.read_text()):
        work.tell(f"note: {resolv} names only loopback servers: names may not resolve inside containers")
    for source, name in ((resolv, "resolv.conf"), (Path("/etc/hosts"), "hosts")):
        (root / "etc" / name).unlink(missing_ok=True)
        shutil.copy(source, root / "etc" / name)
    if debian.CA_BUNDLE.is_file():
        shutil.copy(debian.CA_BUNDLE, root / "etc/ssl/certs/ca-certificates.crt")


def resolv_conf(usual: Path, resolved: Path) -> Path:
    """The file that names real servers.

    systemd-resolved answers on a loopback address, which no container can reach;
    it keeps the real servers apart.
    """
    return resolved if resolved.is_file() and not _SERVER_ELSEWHERE.search(usual.read_text()) else usual

"""The archive of a Debian root for a stand-in, with what the host knows laid over it."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from grader.machine import debian, mirrors
from grader.machine.pip_settings import pip_settings
from grader.machine.recipes import FOLDER, Rootfs
from grader.machine.work import Work

OWN_CAS = Path("/usr/local/share/ca-certificates")
CONFIGURATION = ("apt.conf.d", "dpkg.cfg.d")
MERGED = "usr-is-merged"
"""The package that is content with a root whose /bin is a link to /usr/bin from the start (Debian 12)."""

MERGED_USR = "--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr"
# Essential packages are unpacked once before dpkg, and its settings, are there.
UNWANTED = (
    'cd "$1" && rm -rf usr/share/man/* usr/share/locale/*'
    " && find usr/share/doc -type f ! -name copyright -delete"
    " && find usr/share/doc -mindepth 1 -type d -empty -delete"
    " && find etc/alternatives -lname '/usr/share/man/*' -delete"
)
# mmdebstrap leaves its settings of apt behind; the official image installs recommended packages.
OWN_SETTINGS = 'rm "$1/etc/apt/apt.conf.d/99mmdebstrap"'
# It cleans with the settings laid over the root, by which apt knows of no binary caches.
CACHES = 'rm -f "$1"/var/cache/apt/*.bin'


def rootfs_command(
    recipe: Rootfs, over: Path, archive: Path, sources: Sequence[str] = (), fetching: Sequence[str] = ()
) -> tuple[str, ...]:
    """Installs the packages and writes the archive; `over` is a folder that is laid over the root.

    One resolution for all packages, essential or not. Excluding paths by mmdebstrap's own option would start
    a filter for each package, which takes as long as everything else.
    """
    return (
        *("mmdebstrap", "--quiet", "--variant=custom", "--mode=root", "--format=tar"),
        *((MERGED_USR,) if MERGED in recipe.include else ()),
        '--aptopt=APT::Install-Recommends "false"',
        *(f"--aptopt={line}" for line in fetching),
        f'--setup-hook=mkdir -p "$1/etc/dpkg" && cp -r "{over}/etc/dpkg/dpkg.cfg.d" "$1/etc/dpkg"',
        *("--include=?essential", f"--include={','.join(('apt', *recipe.include))}"),
        *(f"--customize-hook={hook}" for hook in (UNWANTED, OWN_SETTINGS, f"sync-in '{over}' /", CACHES)),
        *(recipe.suite, str(archive), *sources),
    )


def ground() -> bytes:
    """What every root holds beside its packages, and how it is made; for the key of stand-ins."""
    command = rootfs_command(Rootfs("", "", (), ""), Path("over"), Path("archive"))
    files = sorted(file for name in CONFIGURATION for file in (FOLDER / name).iterdir())
    parts = [file.read_bytes() for file in [*files, debian.CA_BUNDLE] if file.is_file()]
    return b"\0".join([repr(command).encode(), pip_settings().encode(), *parts])


def build_rootfs(recipe: Rootfs, folder: Path, work: Work) -> Path:
    """The archive, made in `folder`, which must be empty. Raises EngineFailureError."""
    work.step(f"{recipe.image}: installing Debian packages")
    debian.install_mmdebstrap(work)
    sources, fetching = mirrors.sources(work, recipe.suite), mirrors.fetch_options(work)
    over, archive = folder / "over", folder / "rootfs.tar"
    lay_over(over, list(mirrors.signing_keys(sources)), fetching)
    command = rootfs_command(recipe, over, archive, sources, fetching)
    debian.mmdebstrap(work, f"mmdebstrap for {recipe.image}", *command, environment={"TMPDIR": str(folder)})
    return archive


def lay_over(over: Path, keyrings: Sequence[Path], fetching: Sequence[str]) -> None:
    """The machine may reach its mirrors only with its own CA, proxy, index or keys."""
    # update-ca-certificates writes the bundle anew from the host's own CAs.
    for file in (debian.CA_BUNDLE, *OWN_CAS.glob("*.crt"), *keyrings):
        target = over / file.relative_to("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    shutil.copytree(FOLDER / "apt.conf.d", over / "etc/apt/apt.conf.d")
    shutil.copytree(FOLDER / "dpkg.cfg.d", over / "etc/dpkg/dpkg.cfg.d")
    (over / "etc/apt/apt.conf.d/99host-fetch").write_text("".join(f"{line}\n" for line in fetching))
    (over / "etc/pip.conf").write_text(pip_settings())

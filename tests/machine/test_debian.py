from grader.machine.debian import install_package, mmdebstrap
from grader.machine.work import Work
from tests.machine.samples import Programs

QUIET = Work(quiet=True)


def test_installed_package_is_left_alone(debian_root: Programs) -> None:
    """A package that is there is not installed again."""
    debian_root.add("apt-get")
    install_package(QUIET, "mmdebstrap")
    assert [call.split()[0] for call in debian_root.calls] == ["dpkg-query"]


def test_missing_package(debian_root: Programs) -> None:
    """One that is missing is installed; where that fails, the lists are fetched first."""
    debian_root.add("dpkg-query", "exit 1")
    debian_root.add("apt-get", f'[ "$1" = update ] || [ "$(wc -l <{debian_root.log})" -gt 3 ]')
    install_package(QUIET, "mmdebstrap")
    assert [call.split()[1] for call in debian_root.calls] == ["-W", "install", "update", "install"]


def test_mounts_of_its_own(programs: Programs) -> None:
    """Mmdebstrap gets them where that is allowed, and works without them where it is not."""
    programs.add("unshare")
    mmdebstrap(QUIET, "it", "mmdebstrap", "--quiet")
    programs.add("unshare", "exit 1")
    programs.add("mmdebstrap")
    mmdebstrap(QUIET, "it", "mmdebstrap", "--loud")
    assert [call.rstrip() for call in programs.calls] == [
        "unshare --mount true",
        "unshare --mount mmdebstrap --quiet",
        "unshare --mount true",
        "mmdebstrap --loud",
    ]

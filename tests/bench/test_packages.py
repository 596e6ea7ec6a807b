from grader.bench.packages import installed_packages, logged_installs

DPKG = """\
Package: gcc-12-base
Status: install ok installed
Description: base
 Package: make

Package: gcc
Status: deinstall ok config-files

Package: libc6
Status: install ok installed
"""
APK = "C:Q1\nP:musl\nV:1.2\n\nP:build-base\nV:0.5\n"
BASE_LOG = "2024-01-01 10:00:00 install libc6:amd64 <none> 2.36\n"
OWN_LOG = """\
2024-01-02 10:00:00 startup archives unpack
2024-01-02 10:00:00 install gcc:amd64 <none> 4:12
2024-01-02 10:00:01 status unpacked make:amd64 4.3
2024-01-02 10:00:02 remove gcc:amd64 4:12 <none>
2024-01-02 10:00:03 install gcc:amd64 <none> 4:12
"""


def test_dpkg() -> None:
    """Packages that are installed count, removed ones and their descriptions do not."""
    assert installed_packages(DPKG) == ("gcc-12-base", "libc6")


def test_apk() -> None:
    """Alpine's database is read, too."""
    assert installed_packages(APK) == ("musl", "build-base")


def test_no_database() -> None:
    """An empty or foreign text holds no packages."""
    assert installed_packages("") == installed_packages("\x00\n\nx:\n") == ()


def test_log() -> None:
    """What the log says was installed above the base image counts, each once."""
    assert logged_installs(BASE_LOG + OWN_LOG, BASE_LOG) == ("gcc",)

"""Names in package databases, checked against the image's files."""

from pathlib import Path

import pytest

from grader.bench.listings import Listings
from grader.bench.package_files import package_files
from grader.evidence import FileEntry, LayerEntry, PackageFiles, PackageFilesFact, PackageTrace
from tests.bench.submissions import builds
from tests.fake_engine import BUILT, FakeEngine
from tests.fake_files import FakeFiles
from tests.fake_layer import FakeLayer

ELF = "\x7fELF..."
STATUS = "Package: {}\nStatus: install ok installed\n\n"
LIST = "/.\n/usr\n/usr/lib\n/usr/lib/libpq.so.5\n/usr/share/doc/libpq5/copyright\n"
APK = "P:musl\nV:1\nF:lib\nR:libc.musl.so.1\n\n"
LIBRARY = {"/usr/lib/libpq.so.5": ELF, "/var/lib/dpkg/info/libpq5:amd64.list": LIST}


def _engine(files: dict[str, str], base_apk: str = APK, links: tuple[LayerEntry, ...] = ()) -> FakeEngine:
    """The image's own layer holds the files; its base has an apk database."""
    texts = tuple(FileEntry(path, "file", text=text) for path, text in files.items())
    layer = FakeLayer({path: text.encode() for path, text in files.items()}, links)
    below = FakeFiles((FileEntry("/lib/apk/db/installed", "file", text=base_apk),))
    return FakeEngine(trees={BUILT.image_id: FakeFiles(texts), "base:1": below}, layer_trees={"l3": layer})


def _look(
    folder: Path, engine: FakeEngine, present: tuple[str, ...] = (), absent: tuple[str, ...] = ()
) -> PackageFilesFact:
    listings = Listings(engine, lambda _text: None)
    return package_files(builds(folder / "own", engine), listings, PackageFiles(present, absent))


def _dpkg(*names: str) -> dict[str, str]:
    return {"/var/lib/dpkg/status": "".join(map(STATUS.format, names))}


def _apk(text: str) -> dict[str, str]:
    return {"/lib/apk/db/installed": APK + text}


def _hollow(folder: Path, files: dict[str, str], name: str, base_apk: str = APK) -> tuple[str, ...]:
    return _look(folder, _engine(files, base_apk), present=(name,)).hollow


def _traces(folder: Path, files: dict[str, str], *names: str) -> tuple[PackageTrace, ...]:
    return _look(folder, _engine(files), absent=names).traces


def test_an_installed_library(tmp_path: Path) -> None:
    """Named, listed and there, as dpkg leaves it and apk."""
    listed = _apk("P:libpq\nV:1\nF:usr/lib\nR:libpq.so.5\n")
    assert _hollow(tmp_path, _dpkg("libpq5") | LIBRARY | listed, "libpq*") == ()


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"/var/lib/dpkg/info/libpq5.list": LIST},
        {**LIBRARY, "/usr/lib/libpq.so.5": ""},
        {**LIBRARY, "/usr/lib/libpq.so.5": "text"},
        {"/var/lib/dpkg/info/libpq5.list": LIST, "/usr/share/doc/libpq5/copyright": "free"},
    ],
)
def test_only_named_in_the_database_of_dpkg(tmp_path: Path, files: dict[str, str]) -> None:
    """No list, no library, an empty one, one that is a text, only its documentation."""
    assert _hollow(tmp_path, _dpkg("libpq5") | files, "libpq5") == ("libpq5",)


def test_only_named_in_the_database_of_apk(tmp_path: Path) -> None:
    """A paragraph without files is no package, where the base image's apk keeps what files there are."""
    assert _hollow(tmp_path, _apk("P:libpq\nV:1\n"), "libpq") == ("libpq",)


def test_a_base_image_that_keeps_no_lists(tmp_path: Path) -> None:
    """Nothing can be told from a database that never held files."""
    assert _hollow(tmp_path, _apk("P:libpq\nV:1\n"), "libpq", base_apk="P:musl\nV:1\n") == ()


def test_a_package_without_libraries(tmp_path: Path) -> None:
    """A program counts, else another file; documentation where it is all that there is."""
    info, doc = "/var/lib/dpkg/info/{}.list", "/usr/share/doc/{0}\n/usr/share/doc/{0}/copyright\n"
    files = _dpkg("curl", "tzdata", "meta") | {
        info.format("curl"): "/usr/bin/curl\n" + doc.format("curl"),
        "/usr/bin/curl": ELF,
        info.format("tzdata"): "/usr/share\n/usr/share/zoneinfo/UTC\n",
        "/usr/share/zoneinfo/UTC": "TZif",
        info.format("meta"): doc.format("meta"),
        "/usr/share/doc/meta/copyright": "free",
    }
    assert _hollow(tmp_path, files, "*") == ()


def test_merged_folders(tmp_path: Path) -> None:
    """A package may say /lib where the file is below /usr/lib."""
    links = (LayerEntry("/lib", "link", target="usr/lib"),)
    files = _dpkg("libpq5") | {**LIBRARY, "/var/lib/dpkg/info/libpq5:amd64.list": "/lib/libpq.so.5\n"}
    assert _look(tmp_path, _engine(files, links=links), present=("libpq5",)).hollow == ()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/usr/bin/gcc", ELF),
        ("/usr/share/doc/gcc/copyright", "free"),
        ("/etc/apk/world", "musl\ngcc>12\n!make\n"),
    ],
)
def test_marks_of_a_package_that_is_not_named(tmp_path: Path, path: str, text: str) -> None:
    """Its program, its documentation, its place in what apk was told to install."""
    assert _traces(tmp_path, _apk("") | {path: text}, "gcc", "make") == (PackageTrace("gcc", path),)


def test_a_list_whose_files_are_there(tmp_path: Path) -> None:
    """The name was taken out of the database, nothing else."""
    found = _traces(tmp_path, _dpkg("libc6") | LIBRARY, "libpq*")
    assert found == (PackageTrace("libpq5", "/usr/lib/libpq.so.5"),)


def test_headers_that_nobody_owns(tmp_path: Path) -> None:
    """They are those of a package for developers; with an owner that may be there, they are its own."""
    files = _dpkg("zlib1g-dev") | {
        "/usr/include/zlib.h": "#define\n",
        "/var/lib/dpkg/info/zlib1g-dev.list": "/usr/include/zlib.h\n",
        "/usr/include/libpq-fe.h": "#define\n",
    }
    assert _traces(tmp_path, files, "gcc", "x-dev") == (PackageTrace("x-dev", "/usr/include/libpq-fe.h"),)


def test_what_leaves_no_mark(tmp_path: Path) -> None:
    """A package that was removed and left its settings, a program of another package, one's own program."""
    files = _dpkg("python3-minimal") | {
        "/var/lib/dpkg/info/curl.list": "/etc/curlrc\n",
        "/etc/curlrc": "x",
        "/var/lib/dpkg/info/python3-minimal.list": "/bin/python3\n",
        "/usr/bin/python3": ELF,
        "/usr/local/bin/make": ELF,
    }
    assert _traces(tmp_path, files, "curl", "python3", "make", "x-dev") == ()


def test_it_is_kept_by_its_layers(tmp_path: Path) -> None:
    """A later run does not look again; another name is looked for."""
    files = _dpkg("libpq5")
    assert _hollow(tmp_path, files, "libpq5") == ("libpq5",)
    later = _engine(files)
    assert _look(tmp_path, later, present=("libpq5",)).hollow == ("libpq5",)
    assert later.done == ["build all"]
    assert _look(tmp_path, later, absent=("gcc",)) == PackageFilesFact()


def test_a_layer_that_holds_too_much(tmp_path: Path) -> None:
    """It is the learner's."""
    engine = FakeEngine(layer_trees={"l3": FakeLayer(excess="too many files")})
    assert "too many files" in str(_look(tmp_path, engine, present=("x",)).excess)

"""The software of an image, and what is kept of it."""

from pathlib import Path

from grader.bench.software import path_folders, software
from grader.evidence import DEFAULT, FileEntry, FilesystemFact, Program
from tests.bench.submissions import builds
from tests.fake_engine import BUILT, FakeEngine
from tests.fake_files import FakeFiles

DPKG = "Package: libc6\nStatus: install ok installed\n"
LOG = "2024-01-02 10:00:00 install {}:amd64 <none> 1\n"


def _file(path: str, text: str) -> FileEntry:
    return FileEntry(path, "file", len(text), text=text)


IMAGE = FakeFiles(
    (
        _file("/var/lib/dpkg/status", DPKG),
        _file("/var/log/dpkg.log", LOG.format("libc6") + LOG.format("gcc")),
        _file("/usr/bin/python3", "ELF"),
        _file("/usr/bin/harmless", "ELF COLLECT_GCC_OPTIONS"),
        _file("/usr/lib/gcc/x86_64-linux-gnu/12/cc1", "ELF"),
    )
)
BELOW = FakeFiles((_file("/var/log/dpkg.log", LOG.format("libc6")),))
FACT = FilesystemFact(
    ("libc6",),
    (
        Program("/usr/bin/python3"),
        Program("/usr/bin/harmless", holds_compiler=True),
        Program("/usr/lib/gcc/cc1"),
    ),
    ("gcc",),
)


def _look(folder: Path, engine: FakeEngine) -> FilesystemFact:
    return software(builds(folder / "own", engine), BUILT, DEFAULT, lambda _text: None)


def _engine() -> FakeEngine:
    return FakeEngine(trees={BUILT.image_id: IMAGE, "base:1": BELOW})


def test_what_is_found(tmp_path: Path) -> None:
    """Packages, programs, compilers under any name, and what the log says above the base."""
    assert _look(tmp_path, _engine()) == FACT


def test_it_is_kept_by_its_layers(tmp_path: Path) -> None:
    """A later run does not look again, unless image or base have other layers."""
    _look(tmp_path, _engine())
    later = _engine()
    assert _look(tmp_path, later) == FACT
    assert later.done == []
    later.images["base:1"] = BUILT
    _look(tmp_path, later)
    assert len(later.done) == 2


def test_what_cannot_be_read_is_looked_for_again(tmp_path: Path, own_cache: Path) -> None:
    """A damaged fact is no fact."""
    _look(tmp_path, _engine())
    (kept,) = own_cache.rglob("*.json")
    kept.write_text('{"packages": 3}')
    assert _look(tmp_path, _engine()) == FACT


def test_a_base_that_is_not_proven(tmp_path: Path) -> None:
    """All that the log says counts then."""
    engine = _engine()
    engine.images.clear()
    assert _look(tmp_path, engine).logged == ("libc6", "gcc")


def test_path() -> None:
    """The usual folders come first, each once; relative ones do not count, and a long PATH hides nothing."""
    folders = path_folders(("A=1", "PATH=/opt/bin:.:/usr/bin/:"))
    assert [folders[0], folders[-1]] == ["/usr/local/sbin", "/opt/bin"]
    assert len(folders) == len(set(folders))
    long = path_folders((f"PATH={':'.join(f'/{number}' for number in range(100))}",))
    assert len(long) == 30
    assert "/usr/bin" in long

"""grader.toml: what it says, and how its mistakes are told."""

from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.settings import Settings, mirror, read_settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a course of its own."""
    (tmp_path / "challenges").mkdir()
    monkeypatch.setenv("GRADER_COURSE", str(tmp_path))
    monkeypatch.delenv("GRADER_MIRROR", raising=False)
    return tmp_path / "grader.toml"


def test_all_keys(settings: Path) -> None:
    """Each key is read, and on which line it stands; without a file all are empty."""
    assert read_settings(settings.parent) == Settings()
    settings.write_text('title = "A"\nkinds = ["b>=1"]\nimages = ["library/*"]\n\n[limits]\nbuild = "60s"\n')
    read = read_settings(settings.parent)
    assert (read.title, read.kinds, read.images) == ("A", ("b>=1",), ("library/*",))
    assert (read.limits, read.lines["limits", "build"]) == ({"build": "60s"}, 6)


def test_a_mirror(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment comes before the file; without either, or without a course, there is none."""
    assert mirror() is None
    settings.write_text('mirror = "registry.example:5000/hub"\n')
    assert mirror() == "registry.example:5000/hub"
    monkeypatch.setenv("GRADER_MIRROR", "127.0.0.1:5001")
    assert mirror() == "127.0.0.1:5001"
    monkeypatch.setenv("GRADER_MIRROR", "")
    monkeypatch.setenv("GRADER_COURSE", "")
    monkeypatch.chdir("/")
    assert mirror() is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('mirror = "https://registry.example"', "grader.toml:1: mirror: a mirror is HOST"),
        ('mirror = "a b"', "a mirror is HOST"),
        ("mirror = 1", "mirror: must be a text in quotes, got 1"),
        ('title = "A"\nmiror = "a"', "grader.toml:2: miror: unknown key, did you mean 'mirror'?"),
        ('zzz = "a"', "unknown key (there are: title, mirror, kinds, images, limits, due, late)"),
        ('images = "a"', "images: must be a list of texts"),
        ('kinds = ["a", ""]', "kinds: must be a list of texts"),
        ('[limit]\nbuild = "1s"', "grader.toml:1: limit: unknown key, did you mean 'limits'?"),
        ("limits = 1", "limits: must be a table"),
        ('kinds = ["-r x"]', "kinds: a package is NAME, NAME>=1.2 or ./FOLDER"),
        ('title = "A"\nmirror', "grader.toml:2: Expected '=' after a key"),
        ('title = "A"\ntitle = "B"', "grader.toml:2: Cannot overwrite a value"),
        ("x" * 100_001, "is larger than"),
    ],
)
def test_settings_that_are_wrong(settings: Path, text: str, says: str) -> None:
    """They are refused with the file's name, the line, the key and the nearest word."""
    settings.write_text(text)
    with pytest.raises(UsageError) as refused:
        read_settings(settings.parent)
    assert says in str(refused.value)


def test_what_is_no_text(settings: Path) -> None:
    """Bytes that are no text are refused like a wrong word."""
    settings.write_bytes(b"title = '\xff'")
    with pytest.raises(UsageError, match=r"grader\.toml: cannot be read"):
        read_settings(settings.parent)

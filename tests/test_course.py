from pathlib import Path

import pytest

from grader import course
from grader.errors import UsageError


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a course of its own."""
    monkeypatch.setattr(course, "COURSE", tmp_path)
    monkeypatch.delenv("GRADER_MIRROR", raising=False)
    return tmp_path / "grader.toml"


def test_a_mirror(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment comes before the file; without either there is none."""
    assert course.mirror() is None
    settings.write_text('mirror = "registry.example:5000/hub"\n')
    assert course.mirror() == "registry.example:5000/hub"
    monkeypatch.setenv("GRADER_MIRROR", "127.0.0.1:5001")
    assert course.mirror() == "127.0.0.1:5001"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('mirror = "https://registry.example"', "a mirror is HOST"),
        ('mirror = "a b"', "a mirror is HOST"),
        ("mirror = 1", "the only setting is mirror"),
        ('miror = "a"', "the only setting is mirror"),
        ("mirror", "grader.toml"),
    ],
)
def test_settings_that_are_wrong(settings: Path, text: str, says: str) -> None:
    """They are refused, with the file's name."""
    settings.write_text(text)
    with pytest.raises(UsageError, match=says):
        course.mirror()

"""What grader.toml says for the challenges that do not say it themselves."""

from pathlib import Path

import pytest

from grader.challenge import Challenge, load_challenge
from grader.errors import SpecError, UsageError
from tests.challenge.test_loader import GOOD


def loaded(course: Path, settings: str, spec: str = GOOD) -> Challenge:
    """A challenge of a course with these settings."""
    file = course / "challenges" / "demo" / "challenge.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(spec)
    (course / "grader.toml").write_text(settings)
    return load_challenge(file)


def test_limits(tmp_path: Path) -> None:
    """The course's limits hold where a challenge has none, key by key; what it says itself goes first."""
    limits = loaded(tmp_path, '[limits]\nbuild = "9s"\nmemory = "64MB"\n').limits
    assert (limits.build, limits.memory, limits.processes) == (60, 64_000_000, 256)


def test_images(tmp_path: Path) -> None:
    """The same for images, which a challenge's digest knows of: they decide what is refused."""
    settings = 'images = ["registry.example/a"]\n'
    here, own = (loaded(tmp_path, settings, GOOD + more) for more in ("", "images: [library/*]\n"))
    assert (here.images, own.images) == (("registry.example/a",), ("library/*",))
    assert here.digest != loaded(tmp_path, "").digest


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (
            'title = "A"\n[limits]\nbiuld = "9s"',
            "grader.toml:3: limits.biuld: unknown key, did you mean",
        ),
        ("[limits]\nbuild = 9", "grader.toml:2: limits.build: expected a duration"),
        ('images = ["a b"]', "grader.toml:1: images[0]: a pattern for names of images has no blanks"),
        ("images = []", "grader.toml:1: images: must not be empty"),
    ],
)
def test_mistakes(tmp_path: Path, settings: str, says: str) -> None:
    """A mistake is told with file, line and key, as those of a challenge are."""
    with pytest.raises(SpecError) as refused:
        loaded(tmp_path, settings)
    assert says in str(refused.value)


def test_packages_with_kinds(tmp_path: Path) -> None:
    """A package that the course names and that is not installed is told before a kind of it is unknown."""
    assert loaded(tmp_path, 'kinds = ["pydantic>=2", "./kinds"]').criteria
    with pytest.raises(
        UsageError, match=r"grader.toml:1: kinds: no-such is not installed: pip install 'no-such>=1'"
    ):
        loaded(tmp_path, 'kinds = ["no-such>=1"]')

"""Which values of a submission and its starter are secrets."""

from pathlib import Path

from grader.bench.secret_files import known_values

PEM = f"-----BEGIN PRIVATE KEY-----\n{'MIIEvQ' * 10}\n{'aBcD' * 12}\n-----END PRIVATE KEY-----\n"


def _folder(place: Path, **files: str) -> Path:
    place.mkdir()
    for name, text in files.items():
        (place / name.replace("_", ".")).write_text(text)
    return place


def _known(submission: Path, starter: Path | None = None) -> list[tuple[str, str]]:
    return [(each.name, each.value) for each in known_values(submission, starter)]


def test_given_values(tmp_path: Path) -> None:
    """All of the given file that tell something; what the application itself says is none."""
    env = "SK=made-up-for-this\nTITLE=Hello World\nDEBUG=1\n"
    starter = _folder(tmp_path / "starter", _env=env, app_py="print('Hello World')")
    assert _known(_folder(tmp_path / "own"), starter) == [("SK", "made-up-for-this")]


def test_values_handed_in(tmp_path: Path) -> None:
    """A learner's own secret counts, and one that the learner put into app.py stays one."""
    starter = _folder(tmp_path / "starter", _env="SK=made-up-for-this\n")
    own = _folder(
        tmp_path / "own", _env="TITLE=Hello World\nAPI_TOKEN=of-my-own\n", app_py="made-up-for-this"
    )
    assert _known(own, starter) == [("SK", "made-up-for-this"), ("API_TOKEN", "of-my-own")]


def test_keys_and_examples(tmp_path: Path) -> None:
    """Lines of a private key are values; an example file has none, and nothing outside is read."""
    own = _folder(tmp_path / "own", key_pem=PEM, _env_example="SECRET_KEY=put-yours-here")
    (own / ".env").symlink_to(_folder(tmp_path / "other", _env="SECRET_KEY=of-the-machine") / ".env")
    assert _known(own) == [("a private key", "MIIEvQ" * 10), ("a private key", "aBcD" * 12)]

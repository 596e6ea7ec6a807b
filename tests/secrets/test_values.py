import pytest

from grader.secrets.values import secret_values


def _values(text: str, *, made_by_learner: bool = False) -> list[str]:
    return [each.value for each in secret_values(text, made_by_learner=made_by_learner)]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("SECRET_KEY=made-up-for-this", "made-up-for-this"),
        ('export SK="made up for this" # why', "made up for this"),
        ("DB = 'hunter2hunter3'", "hunter2hunter3"),
        ("PASS=made-up-for-this # why", "made-up-for-this"),
        ("token: made-up-for-this", "made-up-for-this"),
        ("DATABASE_URL=postgres://app:hunter2hunter3@db/app", "hunter2hunter3"),
    ],
)
def test_values_that_tell(line: str, value: str) -> None:
    """What a given file assigns is a secret, whatever its name; of an address its password."""
    assert _values(f"# settings\n\n{line}\n") == [value]


@pytest.mark.parametrize(
    "line",
    [
        "FLASK_DEBUG=1", "PORT=5000", "DEBUG=true", "MODE=production", "HOST=10.12.13.14:5432", "KEY=short",
        "DATA=/var/lib/greeter", "DATA=./some/folder", "SITE=https://example.com/a", "X=--------", "X=",
        "PASSWORD_HASHER=argon2-cffi-1", "# KEY=made-up-for-this", "no assignment at all",
    ],
)  # fmt: skip
def test_values_that_may_stand_anywhere(line: str) -> None:
    """A number, a path, an address, a usual word and what is short tell nothing."""
    assert _values(line) == []


def test_a_file_of_the_learner() -> None:
    """In a file that the learner made, the name must tell a secret, too."""
    text = "TITLE=Hello from Nairobi\nAPI_TOKEN=made-up-for-this\n"
    assert _values(text, made_by_learner=True) == ["made-up-for-this"]

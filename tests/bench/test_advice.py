import pytest

from grader.bench.advice import advice
from grader.dockerfile import read_dockerfile
from grader.evidence import Blocked

ROOT, COPY = "names no USER", "COPY . takes everything"


@pytest.mark.parametrize(
    ("text", "ignore", "told"),
    [
        ("FROM a\nUSER app\n", None, []),
        ("FROM a\nCOPY . .\n", None, [ROOT, COPY]),
        ("FROM a\nCOPY . .\nUSER app\n", ".dockerignore", []),
        ("FROM scratch\nCOPY x /\n", None, []),
        ("FROM a AS base\nONBUILD USER app\nONBUILD COPY . .\nFROM base\n", None, [COPY]),
    ],
)
def test_notes(text: str, ignore: str | None, told: list[str]) -> None:
    """A note is given for what the stages execute, triggers included."""
    notes = advice(read_dockerfile(text.encode()), ignore)
    assert len(notes) == len(told)
    assert all(part in note for part, note in zip(told, notes, strict=True))


def test_no_notes_on_a_refused_file() -> None:
    """A Dockerfile that cannot be read is told already."""
    assert advice(Blocked("dockerfile", "why"), None) == ()

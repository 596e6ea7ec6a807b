"""Notes that cost no points."""

import pytest

from grader.bench.advice import MAX_NOTES, advice
from grader.dockerfile import read_dockerfile

ROOT = "the final stage names no USER, so the application may run as root (it costs no points)"
IS_ROOT = "USER {} is root itself (it costs no points)"
COPY_ALL = "COPY . takes everything in the folder: a .dockerignore keeps out what is not needed"


def _advice(text: str, ignore_name: str | None = None) -> tuple[str, ...]:
    return advice(read_dockerfile(text.encode()), ignore_name)


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("FROM a\nUSER app\n", ()),
        ("FROM a\n", (ROOT,)),
        ("FROM a AS b\nUSER app\nFROM b\n", ()),
        ("FROM a AS b\nUSER app\nFROM c\n", (ROOT,)),
        ("FROM scratch\n", ()),
        ("FROM a\nUSER root\n", (IS_ROOT.format("root"),)),
        ("FROM a\nUSER app\nUSER 0:0\n", (IS_ROOT.format("0"),)),
        ("FROM a\nUSER root\nRUN x\nUSER app\n", ()),
        ("FROM a AS b\nFROM a\nCOPY --from=b /root/.local /root/.local\n", ()),
        ("FROM a\nENV PATH=/root/.local/bin:$PATH\n", ()),
        ("FROM a\nUSER app\nCOPY . .\n", (COPY_ALL,)),
        ("FROM a\nUSER app\nCOPY ./ /app/\n", (COPY_ALL,)),
        ("FROM a AS b\nFROM c\nUSER app\nCOPY --from=b . .\n", ()),
        ("FROM a\nUSER app\nCOPY app.py .\n", ()),
        ("FROM a AS b\nONBUILD USER app\nONBUILD COPY . .\nFROM b\n", (COPY_ALL,)),
    ],
)
def test_notes(text: str, notes: tuple[str, ...]) -> None:
    """On the user of the final stage, and on a whole folder that is copied; triggers included."""
    assert _advice(text) == notes


def test_an_ignore_file() -> None:
    """With one, a whole folder may be copied."""
    assert _advice("FROM a\nUSER app\nCOPY . .\n", ".dockerignore") == ()


def test_warnings() -> None:
    """What BuildKit warns of is told with the file, five notes at most."""
    notes = _advice("FROM a AS b\n" * 9 + "FROM a\nUSER app\n")
    assert len(notes) == MAX_NOTES
    assert notes[0].startswith('Dockerfile, line 2: duplicate stage name "b"')

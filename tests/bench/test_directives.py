import pytest

from grader.bench.directives import ForeignFrontendError, without_directives


@pytest.mark.parametrize(
    ("source", "made"),
    [
        (b"FROM x\n", b"FROM x\n"),
        (b"# syntax=docker/dockerfile:1\nFROM x\n", b"#\nFROM x\n"),
        (b"# check=error=true\r\nFROM x\r\n", b"#\r\nFROM x\r\n"),
        (b"# escape=`\nFROM x\n", b"# escape=`\nFROM x\n"),
        (b"# syntax=docker/dockerfile:1\n# escape=`\nFROM x\n", b"# escape=`\n#\nFROM x\n"),
        (b"FROM x\n# syntax=evil\n", b"FROM x\n# syntax=evil\n"),
    ],
)
def test_harmless(source: bytes, made: bytes) -> None:
    """Directives go, all lines stay in their places, and the escape character stays."""
    syntax = "docker/dockerfile:1" if source.startswith(b"# syntax") else None
    assert without_directives(source, syntax) == made


@pytest.mark.parametrize(
    "syntax",
    [
        "docker/dockerfile",
        "docker/dockerfile:1",
        "docker/dockerfile:1.7-labs",
        "docker.io/docker/dockerfile:1",
    ],
)
def test_official_frontend(syntax: str) -> None:
    """Every spelling of the official frontend is the one that the engine has."""
    assert without_directives(f"# syntax={syntax}\nFROM x\n".encode(), syntax) == b"#\nFROM x\n"


@pytest.mark.parametrize(
    "syntax", ["evil/dockerfile:1", "docker/dockerfile:1/x", "example.com/docker/dockerfile:1", "x"]
)
def test_foreign_frontend(syntax: str) -> None:
    """Another frontend is a program that could build anything."""
    with pytest.raises(ForeignFrontendError, match="remove that line"):
        without_directives(f"# syntax={syntax}\nFROM x\n".encode(), syntax)

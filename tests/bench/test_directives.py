import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.bench.directives import ForeignFrontendError, without_directives
from grader.dockerfile import DockerfileError, read_dockerfile
from grader.dockerfile.errors import Problem
from grader.dockerfile.parse.directives import read_directives
from grader.dockerfile.parse.lines import decoded_lines

OFFICIAL = b"# syntax=docker/dockerfile:1\n"
DIGEST = "sha256:" + "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("source", "made"),
    [
        (b"FROM x\n", b"FROM x\n"),
        (b"# what it is for\nFROM x\n", b"# what it is for\nFROM x\n"),
        (OFFICIAL + b"FROM x\n", b"#\nFROM x\n"),
        (b"\xef\xbb\xbf" + OFFICIAL + b"FROM x\n", b"#\nFROM x\n"),
        (b"# check=error=true\r\nFROM x\r\n", b"#\r\nFROM x\r\n"),
        (b" # check=error=true\nFROM x\n", b"#\nFROM x\n"),
        (b"# escape=`\nFROM x\n", b"# escape=`\nFROM x\n"),
        (OFFICIAL + b"# escape=`\nFROM x\n", b"# escape=`\n#\nFROM x\n"),
        (OFFICIAL + b"# escape=`\r\nFROM x\n", b"# escape=`\n#\r\nFROM x\n"),
        (b"FROM x\n# syntax=evil\n", b"FROM x\n# syntax=evil\n"),
        (b"#!/usr/bin/env docker\n" + OFFICIAL + b"FROM x\n", b"#!/usr/bin/env docker\n#\nFROM x\n"),
        (b"#!x\n# escape=`\n" + OFFICIAL + b"FROM x\n", b"#!x\n#\n#\nFROM x\n"),
        (b"#!x\n\n# syntax=evil\nFROM x\n", b"#!x\n\n# syntax=evil\nFROM x\n"),
        ("#\xa0syntax=docker/dockerfile:1\nFROM x\n".encode(), b"#\nFROM x\n"),
        (b"# other=1\n# syntax=evil/old:1\nFROM x\n", b"#\n#\nFROM x\n"),
        (b"# check=\r\r\n# syntax=evil\nFROM x\n", b"#\r\n#\nFROM x\n"),
    ],
)
def test_harmless(source: bytes, made: bytes) -> None:
    """Directives go, all lines stay in their places, and the escape character in force stays."""
    assert without_directives(source) == made


@pytest.mark.parametrize(
    "syntax",
    [
        "docker/dockerfile",
        "docker/dockerfile:1",
        "docker/dockerfile:1.7-labs",
        "docker/dockerfile:latest",
        "docker/dockerfile:experimental",
        "docker/dockerfile:labs",
        f"docker/dockerfile@{DIGEST}",
        f"docker/dockerfile:1@{DIGEST}",
        "docker.io/docker/dockerfile:1.9",
        "index.docker.io/docker/dockerfile:1",
        "mirror.example/docker/dockerfile:1",
        "registry.example.com/dockerhub-proxy/docker/dockerfile:1.7",
        "docker/dockerfile:1 words for the frontend",
    ],
)
def test_official_frontend(syntax: str) -> None:
    """Every spelling of the official frontend, and a mirror's copy of it, is the one that the engine has."""
    assert without_directives(f"# syntax={syntax}\nFROM x\n".encode()) == b"#\nFROM x\n"


@pytest.mark.parametrize(
    "syntax",
    [
        "evil/dockerfile:1",
        "docker/dockerfile:1/x",
        "docker/dockerfile-upstream:master",
        "docker.io/evil/docker/dockerfile:1",
        "mirror.example/evildocker/dockerfile:1",
        "evil/frontend docker/dockerfile:1",
        "x",
        "!",
    ],
)
@pytest.mark.parametrize("above", ["", "#!/usr/bin/env docker\n", "\ufeff#!\r\n", "# escape=`\n"])
def test_foreign_frontend(above: str, syntax: str) -> None:
    """Another frontend is a program that could build anything; a `#!` line above does not hide it."""
    with pytest.raises(ForeignFrontendError, match="remove that line") as caught:
        without_directives(f"{above}# syntax={syntax}\nFROM x\n".encode())
    assert caught.value.line == above.count("\n") + 1


@pytest.mark.parametrize("above", ["", "#!/usr/bin/env docker\n"])
@pytest.mark.parametrize("form", ["// syntax=evil/frontend:1\nFROM x\n", '{"syntax": "evil/frontend:1"}\n'])
def test_other_forms_of_syntax(above: str, form: str) -> None:
    """The forms of `syntax` that BuildKit takes from other languages are no Dockerfile."""
    with pytest.raises(DockerfileError, match="unknown instruction"):
        read_dockerfile(f"{above}{form}".encode())


LINE = st.sampled_from(["#!x", "# x", "", "FROM x", "#", "# "]) | st.builds(
    "{}#{}{}{}={}{}".format,
    st.sampled_from(["", " ", "\xa0"]),
    st.sampled_from(["", " ", "\t", "\xa0", "\v"]),
    st.sampled_from(["syntax", "SYNTAX", "check", "escape", "other"]),
    st.sampled_from(["", " ", "\t"]),
    st.sampled_from(["", " ", "docker/dockerfile:1", "`", "\\", "skip=all"]),
    st.sampled_from(["", " ", "\r", "\r\r"]),
)


@given(st.lists(LINE, max_size=6).map("\n".join))
def test_nothing_is_left(source: str) -> None:
    """What is built has no directive but the escape character in force, and as many lines as before."""
    try:
        before = read_directives(decoded_lines(source.encode()))
        made = without_directives(source.encode())
    except (Problem, ForeignFrontendError):
        return
    after = read_directives(decoded_lines(made))
    assert (after.escape, after.syntax, after.check) == (before.escape, None, None)
    assert made.count(b"\n") == source.count("\n")
    assert without_directives(made) == made

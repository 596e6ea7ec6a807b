"""Hostile and broken files: refused in time, and never with anything but DockerfileError."""

import json
import pickle
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.dockerfile import MAX_DOCKERFILE_BYTES, DockerfileError, read_dockerfile
from grader.dockerfile.parse.lines import MAX_LINE_BYTES
from grader.values import to_data

LONG = 60_000

HOSTILE = {
    "values that double": b"ARG A=" + b"x" * 999 + b"\n" + b"ARG A=$A$A$A\n" * 40 + b"FROM a",
    "one value many times": b"ARG A=" + b"x" * LONG + b"\nARG B=" + b"$A" * 3000 + b"\nFROM a",
    "a value on many lines": b"ARG A=" + b"x" * LONG + b"\n" + b"ARG B=$A\n" * 500 + b"FROM a",
    "a pattern of many stars": b"ARG A=" + b"a" * 5000 + b"\nARG B=${A##" + b"*a" * 9 + b"b}\nFROM a",
    "many slow patterns": b"ARG A=" + b"a" * 200 + b"\n" + b"ARG B=${A##*a*b}\n" * 900 + b"FROM a",
    "a long replacement": b"ARG A=" + b"a" * LONG + b"\nARG B=${A//a/" + b"b" * 5000 + b"}\nFROM a",
    "nested defaults": b"FROM " + b"${A:-" * 9000 + b"x" + b"}" * 9000,
    "nested defaults over lines": b"FROM a\nENV A=" + b"${A:-\\\n" * 20_000,
    "nested arrays": b"FROM a\nRUN " + b"[" * LONG,
    "a long word in FROM": b"FROM " + b"x\\\n" * 80_000,
    "too many stages": b"FROM a\n" * 101,
    "too many instructions": b"FROM a\n" + b"RUN x\n" * 160_000,
    "too many variables": b"FROM a\n" + b"ENV A=1\n" * 301,
    "variables on one line": b"FROM a\nENV" + b" A=1" * 301,
    "too many arguments": b"ARG" + b" A=1" * 301 + b"\nFROM a",
    "too many labels": b"FROM a\n" + b"LABEL a=1 b=2\n" * 501,
    "too many layers": b"FROM a AS a\n" + b"RUN x\n" * 70 + b"FROM a\n" + b"COPY a b\n" * 51,
    "too many triggers": b"FROM a AS a\n" + b"ONBUILD ENV A=1\n" * 50 + b"FROM a\n" * 7,
    "triggers of labels": b"FROM a AS a\n" + b"ONBUILD LABEL A=1\n" * 200 + b"FROM a\n" * 6,
    "too many words": b"FROM a\nEXPOSE" + b" 1" * 2001,
    "stars in a path": b"FROM a\nCOPY --from=a /" + b"*" * 60_000 + b"x /x",
    "stars in a trigger": b"FROM a\nONBUILD COPY --from=a /" + b"*" * 60_000 + b"x /x",
    "too many sources": b"FROM a AS b\n" + b"ONBUILD COPY --from=x a b\n" * 200 + b"FROM b\n" * 900,
    "a long circle": b"".join(
        b"FROM a AS a%d\nCOPY --from=a%d x y\n" % (i, (i + 1) % 900) for i in range(900)
    ),
    "a long name": b"FROM " + b"a-" * 32_000,
    "a long keyword": b"FROM a\n" + b"R" * LONG,
    "a long duration": b"FROM a\nHEALTHCHECK --timeout=" + b"1" * LONG + b" CMD a",
    "a long descriptor": b"FROM a\nRUN " + b"9" * LONG + b"<<A\nA",
    "an open heredoc": b"FROM a\nRUN <<A\n" + b"x\n" * 100_000,
    "a directive of blanks": b"#escape=a" + b" " * LONG + b"b\nFROM a",
}


@pytest.mark.usefixtures("bounded_work")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(name: str) -> None:
    """A file that asks for too much work is refused before it is done, in a short line."""
    with pytest.raises(DockerfileError) as caught:
        read_dockerfile(HOSTILE[name])
    assert len(str(caught.value)) < 500


@pytest.mark.usefixtures("bounded_work")
@pytest.mark.parametrize(
    "source",
    [
        b"FROM a\nRUN " + b" " * LONG + b"b",
        b"FROM a\nRUN " + b"a \\\n" * 100_000,
        b"FROM a\nRUN a " + b"\\ " * 30_000,
        b"FROM a\nRUN " + b"<<A " * 9000 + b"\n" + b"A\n" * 9000,
        b"FROM a\n" + b"ENV A=$B\n" * 300 + b"LABEL a=1\n" * 699,
        b"FROM a\n" + b"RUN a\n" * 120,
        (b"FROM a\n" + b"RUN a\n" * 100) * 9,
    ],
)
def test_large_files_are_read(source: bytes) -> None:
    """Size alone is no reason to refuse a file, nor to hang over it."""
    assert read_dockerfile(source).stages


def test_size_has_a_limit() -> None:
    """A file above the limit is refused, one at the limit is not."""
    comment = b"# x\n" * (MAX_DOCKERFILE_BYTES // 4)
    whole = comment[: MAX_DOCKERFILE_BYTES - 7] + b"\nFROM a"
    assert read_dockerfile(whole).final.image == "a:latest"
    with pytest.raises(DockerfileError, match="larger than 1000000 bytes"):
        read_dockerfile(whole + b" ")


def test_a_line_has_the_limit_of_buildkits_scanner() -> None:
    """65535 bytes before the line feed pass, one more does not."""
    line = b"#" * MAX_LINE_BYTES
    assert read_dockerfile(line + b"\nFROM a").final.line == 2
    with pytest.raises(DockerfileError, match="2: line greater than max allowed size of 65535"):
        read_dockerfile(b"FROM a\n" + line + b"#")


def test_an_empty_file_is_refused() -> None:
    """Nothing at all is no Dockerfile."""
    with pytest.raises(DockerfileError, match=r"^x/Dockerfile:1: the Dockerfile cannot be empty$"):
        read_dockerfile(b"", "x/Dockerfile")


def test_the_error_has_parts_and_survives_pickling() -> None:
    """File, line and reason can be asked for, also from another process; control characters are gone."""
    with pytest.raises(DockerfileError) as caught:
        read_dockerfile(b"FROM a\n\x1b[31m x", "f")
    error = pickle.loads(pickle.dumps(caught.value))
    assert (error.file, error.line, error.why) == ("f", 2, "unknown instruction: �[31m")
    assert str(error) == str(caught.value) == "f:2: unknown instruction: �[31m"


def test_everything_is_json() -> None:
    """A Dockerfile as a dictionary can be written as JSON, whatever bytes it came from."""
    found = read_dockerfile(b'FROM a\nONBUILD RUN <<E\n\xff\nE\nCMD ["\\ud800"]\nLABEL a="\xfe"')
    assert "�" in json.dumps(to_data(found), ensure_ascii=False).encode().decode()


def test_reading_needs_no_heavy_import() -> None:
    """`grader explain` must start fast: neither pydantic nor the engine nor the network come in."""
    heavy = "{'pydantic', 'docker', 'requests', 'yaml', 'rich', 'asyncio'}"
    code = f"import sys, grader.dockerfile; sys.exit(', '.join({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


_INSTRUCTIONS = [
    "FROM ",
    "FROM a\n",
    "ARG A=",
    "RUN ",
    "COPY --from=",
    "ONBUILD ",
    "HEALTHCHECK ",
    "EXPOSE ",
    "ENV ",
]
_FLAGS = ["--mount=", "--platform=", "--interval=", "type=", " as ", "<<EOF", "EOF\n", "# escape=`\n"]
_SIGNS = [*"\n\\` \t#\"'[],=$A:-/%*?}1@\0\x1cé²", "\\\n", "${", "\r\n"]
_TEXT = st.lists(st.sampled_from(_INSTRUCTIONS + _FLAGS + _SIGNS), max_size=25).map("".join)


@given(st.binary() | _TEXT.map(str.encode))
@settings(max_examples=200)
def test_arbitrary_bytes_are_read_or_refused(source: bytes) -> None:
    """Nothing but DockerfileError is ever raised, and what is read hangs together."""
    try:
        found = read_dockerfile(source)
    except DockerfileError:
        return
    assert found.lineage(found.final)[-1] is found.final
    assert all(stage.line <= stage.end_line for stage in found.stages)

"""A file that an author wrote: its text as YAML, refused with file and line where it is none."""

from pathlib import Path

from grader.challenge.complaints import complaint
from grader.challenge.yaml_reader import YamlDocument, YamlProblem, read_yaml
from grader.errors import SpecError
from grader.values import Value

MAX_SPEC_BYTES = 1_000_000


class SpecFile(Value):
    """A file with one mapping in it, as bytes and as data."""

    file: Path
    source: bytes
    document: YamlDocument


def read_spec(file: Path, holds: str) -> SpecFile:
    """The file, whose mapping `holds` these keys. Raises SpecError."""
    source = _source(file)
    document = _document(file, source)
    if not isinstance(document.data, dict):
        raise SpecError([complaint(file, 1, (), f"expected a mapping with {holds}")])
    return SpecFile(file, source, document)


def _source(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            source = stream.read(MAX_SPEC_BYTES + 1)
    except OSError as error:
        raise SpecError([complaint(file, 1, (), f"cannot be read: {error.strerror}")]) from None
    if len(source) > MAX_SPEC_BYTES:
        raise SpecError([complaint(file, 1, (), f"is larger than {MAX_SPEC_BYTES} bytes")])
    return source


def _document(file: Path, source: bytes) -> YamlDocument:
    try:
        return read_yaml(source.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise SpecError([complaint(file, line, (), "is not UTF-8 text")]) from None
    except YamlProblem as problem:
        raise SpecError([complaint(file, problem.line, problem.path, problem.why)]) from None

"""The parser directives at the top of a Dockerfile, made harmless with every line kept in its place."""

from grader.dockerfile import parse_reference
from grader.dockerfile.parse.directives import read_directives
from grader.dockerfile.parse.lines import BOM, decoded_lines

_FRONTEND = "docker/dockerfile"
_HUB = "docker.io"


class ForeignFrontendError(Exception):
    """The Dockerfile asks, on the 1-based `line`, for a frontend that the grader does not run."""

    def __init__(self, syntax: str, line: int) -> None:
        super().__init__(f"# syntax={syntax} names another frontend than {_FRONTEND}:1; remove that line")
        self.line = line


def without_directives(source: bytes) -> bytes:
    """`source` without `# syntax=` and `# check=`, as many lines as before.

    The official frontend is the one that the engine has built in; `# syntax=` would make the engine
    fetch it. Any other one is a program that could build anything: ForeignFrontendError. `# check=`
    could turn warnings into failures. An escape character in force stays; it moves to the first line,
    because a directive counts only as long as no other line stands above it. `source` must be a text
    that `read_dockerfile` takes.
    """
    directives = read_directives(decoded_lines(source))
    if directives.syntax is not None and not _is_official(directives.syntax.value):
        raise ForeignFrontendError(directives.syntax.value, directives.syntax.line)
    if not directives.lines:
        return source
    lines = source.removeprefix(BOM).split(b"\n")
    for line in directives.lines:
        lines[line - 1] = _instead(b"#", lines[line - 1])
    if directives.escape != "\\":
        lines[0] = _instead(f"# escape={directives.escape}".encode(), lines[0])
    return b"\n".join(lines)


def _instead(text: bytes, line: bytes) -> bytes:
    return text + b"\r" if line.endswith(b"\r") else text


def _is_official(syntax: str) -> bool:
    """Whether the frontend's image is Docker's own, whatever its tag, or a mirror's copy of it.

    What stands behind a space is for the frontend (DetectSyntax in BuildKit's parser/directives.go).
    """
    try:
        named = parse_reference(syntax.partition(" ")[0])
    except ValueError:
        return False
    mirrored = named.registry != _HUB and named.repository.endswith(f"/{_FRONTEND}")
    return mirrored or named.repository == _FRONTEND

import pytest

from grader.dockerfile import read_dockerfile
from grader.dockerfile.meaning.tied import tied_to_a_platform


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("FROM a AS b\nFROM --platform=linux/s390x a\n", 2, "FROM --platform=linux/s390x does not follow"),
        ("FROM arm64v8/a AS b\nFROM b\n", 1, "arm64v8/a:latest exists for one platform only"),
        ("ARG TARGETOS=x\nFROM --platform=$TARGETOS/amd64 a\n", 2, "an ARG with a default takes the place"),
    ],
)
def test_what_ties(text: str, line: int, why: str) -> None:
    """The first FROM of the final image that does not follow is told, with the reason."""
    found = tied_to_a_platform(read_dockerfile(text.encode()))
    assert found is not None
    assert found[0] == line
    assert found[1].startswith(why)


def test_what_does_not() -> None:
    """A stage that the final image does not build on may run on any platform."""
    dockerfile = read_dockerfile(b"FROM --platform=linux/s390x a AS b\nFROM a\nCOPY --from=b /x /x\n")
    assert tied_to_a_platform(dockerfile) is None

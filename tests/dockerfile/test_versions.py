import pytest

from grader.dockerfile import parse_reference
from grader.dockerfile.meaning.versions import has_version


@pytest.mark.parametrize(
    "name",
    ["python:3.11", "debian:bookworm", "ubuntu:jammy", f"python@sha256:{'a' * 64}", "reg.io/a:stable"],
)
def test_a_version(name: str) -> None:
    """A number, the name of a release, a digest; and of other images any tag but latest."""
    assert has_version(parse_reference(name))


@pytest.mark.parametrize(
    "name",
    ["python", "python:latest", "python:slim-bookworm", "debian:stable-slim", "debian", "reg.io/a"],
)
def test_no_version(name: str) -> None:
    """What follows each new version, with or without a tag; a release's name tells nothing of Python's."""
    assert not has_version(parse_reference(name))

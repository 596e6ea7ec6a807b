import pytest

from grader.criteria.pinned_bases import PinnedBasesKind
from grader.criterion import Met, Unmet
from tests.criteria.made import judged

DIGEST = "sha256:" + "b" * 64


@pytest.mark.parametrize(
    "text",
    [
        "FROM example.com:5000/app:1.0\n",
        f"FROM example.com:5000/app@{DIGEST}\n",
        "ARG TAG=3.11-slim\nFROM python:${TAG}\n",
        "FROM python:3.11 AS latest\nFROM latest\n",
        "FROM scratch\n",
        "FROM ubuntu:jammy\n",
        "FROM example.com/course/base:stable\n",
        f"FROM python:slim@{DIGEST}\n",
        "FROM a:1 AS b\nFROM scratch\nCOPY --from=b /x /x\nRUN --mount=type=cache,target=/x y\n",
    ],
)
def test_pinned(text: str) -> None:
    """A version counts wherever it comes from; stages, scratch and caches are no images."""
    assert isinstance(judged(PinnedBasesKind, dockerfile=text), Met)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("FROM python\n", [1]),
        ("FROM python:latest\n", [1]),
        ("FROM docker.io/library/python\n", [1]),
        (
            "FROM python:bookworm AS x\nFROM node:lts-alpine\nFROM debian:stable-slim\nFROM ubuntu\n",
            [1, 2, 3, 4],
        ),
        ("FROM a:1 AS x\nFROM b\nFROM c:2\nCOPY --from=d /x /x\n", [2, 4]),
        ("FROM a:1\nRUN --mount=from=e,target=/e x\n", [2]),
        ("FROM unused AS x\nFROM a:1\n", [1]),
        ("FROM a AS x\nFROM x AS y\nFROM y\n", [1]),
    ],
)
def test_not_pinned(text: str, lines: list[int]) -> None:
    """Each image without a version is told once, with the line that names it."""
    finding = judged(PinnedBasesKind, dockerfile=text)
    assert isinstance(finding, Unmet)
    assert [int(line.split()[1].rstrip(":")) for line in finding.found.splitlines()] == lines
    assert finding.line == lines[0]


def test_hint_names_the_image() -> None:
    """The hint shows how this image would be written."""
    finding = judged(PinnedBasesKind, dockerfile="FROM python\n")
    assert isinstance(finding, Unmet)
    assert "python:VERSION" in (finding.hint or "")

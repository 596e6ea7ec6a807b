from typing import Any

import pytest
from pydantic import ValidationError

from grader.criteria.pinned_bases import PinnedBasesKind
from grader.criterion import Finding, Met, Unmet
from grader.dockerfile import read_dockerfile
from grader.evidence import DockerfileText, Facts

DIGEST = "sha256:" + "b" * 64


def _criterion(**options: Any) -> PinnedBasesKind:
    fields = {"id": "x", "title": "t", "check": "pinned_bases", "points": 1, "hint": "h"}
    return PinnedBasesKind.model_validate({**fields, **options})


def _judge(text: str, **options: Any) -> Finding:
    return _criterion(**options).judge(Facts({DockerfileText(): read_dockerfile(text.encode())}))


@pytest.mark.parametrize(
    "text",
    [
        "FROM example.com:5000/app:1.0\n",
        f"FROM example.com:5000/app@{DIGEST}\n",
        "ARG TAG=3.11-slim\nFROM python:${TAG}\n",
        "FROM python:3.11 AS latest\nFROM latest\n",
        "FROM scratch\n",
        "FROM a:1 AS b\nFROM scratch\nCOPY --from=b /x /x\nRUN --mount=type=cache,target=/x y\n",
    ],
)
def test_pinned(text: str) -> None:
    """A version counts wherever it comes from; stages, scratch and caches are no images."""
    assert isinstance(_judge(text), Met)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("FROM python\n", [1]),
        ("FROM python:latest\n", [1]),
        ("FROM docker.io/library/python\n", [1]),
        ("FROM a:1 AS x\nFROM b\nFROM c:2\nCOPY --from=d /x /x\n", [2, 4]),
        ("FROM a:1\nRUN --mount=from=e,target=/e x\n", [2]),
        ("FROM unused AS x\nFROM a:1\n", [1]),
        ("FROM a AS x\nFROM x AS y\nFROM y\n", [1]),
    ],
)
def test_not_pinned(text: str, lines: list[int]) -> None:
    """Each image without a version is told once, with the line that names it."""
    finding = _judge(text)
    assert isinstance(finding, Unmet)
    assert [int(one.split()[1].rstrip(":")) for one in finding.found.splitlines()] == lines
    assert finding.line == lines[0]


def test_every_image_needs_its_digest() -> None:
    """With `digest`, one image without a digest is enough to fail."""
    assert isinstance(_judge(f"FROM a:1@{DIGEST}\nCOPY --from=b:1@{DIGEST} /x /x\n", digest=True), Met)
    assert isinstance(_judge(f"FROM a:1@{DIGEST}\nCOPY --from=b:1 /x /x\n", digest=True), Unmet)


def test_hint_names_the_image() -> None:
    """The hint shows how this image would be written."""
    finding = _judge("FROM python\n")
    assert isinstance(finding, Unmet)
    assert "python:VERSION" in (finding.hint or "")


def test_digest_is_a_boolean() -> None:
    """A digest itself is no value of the option."""
    with pytest.raises(ValidationError):
        _criterion(digest=DIGEST)

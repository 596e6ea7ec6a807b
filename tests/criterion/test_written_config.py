"""What a Dockerfile's words make sure of."""

from typing import Any

import pytest

from grader.criterion.written_config import UNTOLD, written_config
from grader.dockerfile import read_dockerfile
from grader.evidence import ImageConfig
from grader.values import fields


def _written(text: str, target: str | None = None) -> ImageConfig | None:
    return written_config(read_dockerfile(f"FROM a AS below\n{text}".encode()), target)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ARG A=1\nENV B=$A C=c\nENV C=d", {"environment": ("B=1", "C=d")}),
        ("ENV A=1\nENV A=$UNKNOWN", {"environment": ()}),
        ("LABEL a=b", {"labels": (("a", "b"),)}),
        ("EXPOSE 80 90/udp $UNKNOWN", {"ports": ("80/tcp", "90/udp")}),
        ("WORKDIR /a\nWORKDIR b", {"working_dir": "/a/b"}),
        ("WORKDIR b", {"working_dir": UNTOLD}),
        ("WORKDIR /a/$UNKNOWN\nWORKDIR b", {"working_dir": UNTOLD}),
        ("ARG WHO=app\nUSER root\nUSER $WHO", {"user": "app"}),
        ("USER $UNKNOWN", {"user": ""}),
        ('CMD ["a"]\nCMD ["b", "$c"]', {"command": ("b", "$c")}),
        ("CMD a b", {"command": ()}),
        ('CMD ["a"]\nFROM below\nENTRYPOINT ["b"]', {"entrypoint": ("b",), "command": ()}),
        ("HEALTHCHECK NONE", {"healthcheck": ("NONE",)}),
        ("HEALTHCHECK CMD x", {"healthcheck": ("CMD-SHELL", "CMD x")}),
    ],
)
def test_what_is_written_out(text: str, told: dict[str, Any]) -> None:
    """The last value counts, also one of a stage below; what the words do not tell is left out."""
    config = _written(f"{text}\n")
    assert config is not None
    assert {name: getattr(config, name) for name in told} == told


def test_nothing_is_written() -> None:
    """The base image may set anything: nothing is known; and nothing of a stage that is not there."""
    config = _written("")
    assert config == ImageConfig(working_dir=UNTOLD)
    assert all(not getattr(config, field.name) for field in fields(config) if field.name != "working_dir")
    assert _written("", "no-such-stage") is None

"""What an engine lacks is what its builder does not know when it is tried."""

from typing import Any, cast

import pytest

from grader.engine import abilities
from grader.engine.abilities import Lack, lacks
from grader.engine.buildkit import BuildKit
from grader.engine.client import Connection
from grader.engine.model import BuildFailure, BuildOrder, Image
from grader.engine.ownership import Run
from grader.errors import BeyondEngineError

BUILT = Image("sha256:built", (), 0, "linux/amd64")


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was built and removed by an engine that has trouble with three of the trials."""
    told: list[str] = []

    def build(_connection: Connection, _builder: object, order: BuildOrder, _run: Run, _tell: object) -> Any:
        text = order.text.decode()
        told.append(text)
        if "EOF" in text:
            raise BeyondEngineError("no heredocs", "another")
        if "--link" in text:
            return BuildFailure("machine", "--link is not supported", able="another")
        return BuildFailure("machine", "no space left on device") if "--parents" in text else BUILT

    monkeypatch.setattr(abilities, "build_image", build)
    monkeypatch.setattr(abilities, "remove_labelled", lambda _at, label, **_all: told.append(label))
    return told


def test_lacks(done: list[str]) -> None:
    """What failed for another reason is not known to be lacking; what was built is removed."""
    connection = Connection(cast("Any", None), {}, {}, None)
    told = list(lacks(connection, BuildKit(plugin=True)))
    assert told == [Lack("heredocs", "another"), Lack("COPY --link", "another")]
    assert all(text.startswith("FROM scratch\n") for text in done[:-1] if " AS " not in text)
    assert done[-1].startswith("grader.run=")

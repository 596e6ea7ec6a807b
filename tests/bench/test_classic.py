from typing import cast

import pytest

from grader.bench.classic import check_heredocs, line_of, stage_taken_for_image
from grader.dockerfile import Dockerfile, read_dockerfile
from grader.engine import Engine
from grader.errors import EngineFailureError


class _Engine:
    version = "4.3.1"

    def __init__(self, buildah: str) -> None:
        self.buildah = buildah


def _dockerfile(text: str) -> Dockerfile:
    return read_dockerfile(text.encode(), "Dockerfile")


HEREDOC = _dockerfile("FROM a\nRUN <<EOF\ntrue\nEOF\n")


@pytest.mark.parametrize("buildah", ["1.28.2", ""])
def test_heredocs_that_cannot_be_built(buildah: str) -> None:
    """An old buildah and Docker's classic builder are told, with the line."""
    with pytest.raises(EngineFailureError, match="Dockerfile:2"):
        check_heredocs(cast("Engine", _Engine(buildah)), HEREDOC)


@pytest.mark.parametrize(
    ("buildah", "text"), [("1.33.0", "RUN <<EOF\ntrue\nEOF\n"), ("1.28.2", "RUN true\n")]
)
def test_what_can_be_built(buildah: str, text: str) -> None:
    """A newer buildah reads heredocs; a Dockerfile without any needs none."""
    check_heredocs(cast("Engine", _Engine(buildah)), _dockerfile(f"FROM a\n{text}"))


@pytest.mark.parametrize(
    ("step", "line"),
    [
        ("RUN make && make install", 2),
        ("RUN /bin/true x", 4),
        ("RUN twice", None),
        ("RUN nowhere", None),
    ],
)
def test_line_of_a_step(step: str, line: int | None) -> None:
    """A step is found by its text, continued lines and exec forms included, unless it stands there twice."""
    text = 'FROM a\nRUN make && \\\n    make install\nRUN ["/bin/true", "x"]\nRUN twice\nRUN twice\n'
    assert line_of(_dockerfile(text), step) == line


@pytest.mark.parametrize(
    ("reason", "is_stage"),
    [
        ("creating build container: initializing source docker://base:latest: no such host", True),
        ("COPY --from=Base: no stage or image found with that name", True),
        ("COPY --from=nginx: no stage or image found with that name", False),
        ("something else", False),
    ],
)
def test_stage_taken_for_an_image(reason: str, *, is_stage: bool) -> None:
    """Podman looks for an image where a stage's name differs in capitals."""
    text = "FROM a AS Base\nFROM base\nCOPY --from=nginx /x /x\n"
    assert bool(stage_taken_for_image(_dockerfile(text), reason)) is is_stage

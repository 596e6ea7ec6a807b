"""What the classic builders cannot do, and what they say less of than BuildKit."""

from pathlib import Path

import pytest

from grader.dockerfile import Dockerfile, read_dockerfile
from grader.engine.builder import Builder
from grader.engine.child import ChildResult
from grader.engine.classic_builder import ClassicBuilder, line_of_step, may_use_layers
from grader.engine.model import KNOWS_MOST, BuildOrder
from grader.engine.podman_engine import Buildah, stage_taken_for_image
from grader.errors import BeyondEngineError, EngineFailureError
from grader.evidence import BuildOptions
from grader.values import replace

DOCKER = ClassicBuilder(reads_heredocs=False, called="classic builder", able="Docker with BuildKit")
OLD, NEW = Buildah("4.3.1", "1.28.2"), Buildah("5.4.2", "1.39.3")
HEREDOC = "RUN <<EOF\ntrue\nEOF\n"


def _dockerfile(text: str) -> Dockerfile:
    return read_dockerfile(text.encode(), "Dockerfile")


def _order(text: str) -> BuildOrder:
    return BuildOrder(context=Path(), text=b"", dockerfile=_dockerfile(f"FROM a\n{text}"), tag="t")


@pytest.mark.parametrize(("builder", "able"), [(DOCKER, "Docker with BuildKit"), (OLD, "Podman 4.8")])
def test_heredocs_that_cannot_be_built(builder: Builder, able: str) -> None:
    """An old buildah and Docker's classic builder are told, with the line and an engine that can."""
    with pytest.raises(BeyondEngineError, match=r"\(Dockerfile:2\)") as raised:
        builder.command(_order(HEREDOC), Path(), {})
    assert raised.value.able.startswith(able)


@pytest.mark.parametrize(("builder", "text"), [(NEW, HEREDOC), (OLD, "RUN true\n"), (DOCKER, "RUN true\n")])
def test_what_can_be_built(builder: Builder, text: str) -> None:
    """A newer buildah reads heredocs; a Dockerfile without any needs none."""
    assert builder.command(_order(text), Path(), {})[1:3] == ["-m", "grader.engine.classic_build"]


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
    assert line_of_step(_dockerfile(text), step) == line


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


def test_what_can_build_it_instead() -> None:
    """Where Podman mixes up a stage and an image, an engine that does not is named."""
    order = _order("FROM a AS Base\nFROM a\nCOPY --from=base /x /x\n")
    said = "ERROR: COPY --from=base: no stage or image found with that name\n"
    failure = NEW.failure(ChildResult(10, said), order)
    assert (failure.fault, failure.able) == ("machine", KNOWS_MOST)


def test_arguments_that_podman_gives_itself() -> None:
    """A trial with another platform's name would tell nothing there, so it is broken and not unmet."""
    order = replace(_order("RUN true\n"), options=BuildOptions(arguments=(("TARGETPLATFORM", "other"),)))
    with pytest.raises(BeyondEngineError, match="TARGETPLATFORM itself") as raised:
        NEW.command(order, Path(), {})
    assert raised.value.able == KNOWS_MOST


def test_line_of_a_failure() -> None:
    """The classic builder names no line; the step's text gives it."""
    log = "Step 2/2 : RUN exit 7\nERROR: The command '/bin/sh -c exit 7' returned a non-zero code: 7\n"
    assert DOCKER.failure(ChildResult(10, log), _order("RUN exit 7\n")).line == 2


def test_builder_that_breaks_down() -> None:
    """A child that ends without a word of the engine is the machine's failure."""
    with pytest.raises(EngineFailureError, match="the build was cut off: MemoryError"):
        DOCKER.failure(ChildResult(1, "Traceback\nMemoryError\n"), _order("RUN true\n"))


def test_layers_of_other_builds() -> None:
    """Podman would take a variable's value from a build with other arguments."""
    assert may_use_layers(BuildOptions())
    assert not may_use_layers(BuildOptions(arguments=(("VERSION", "2"),)))
    assert not may_use_layers(BuildOptions(platform="linux/arm64"))

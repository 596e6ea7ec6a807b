"""What own layers add, as a real engine keeps it."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from grader.bench.bench import Bench
from grader.challenge import Limits
from grader.engine.compatible import CompatibleEngine
from grader.engine.images import listed_size
from grader.engine.layer_trees import layer_trees
from grader.engine.saved_tree import saved_trees
from grader.evidence import DEFAULT, BuiltImage, ImageFact, LayerEntry, OwnLayers, OwnLayersFact

pytestmark = pytest.mark.engine

DOCKERFILE = """\
FROM python:3.11-slim
RUN rm -r /opt /etc/passwd && mkdir /opt && touch /opt/new && ln /opt/new /opt/other \\
    && cp /bin/true /usr/local/bin/up && chmod 4755 /usr/local/bin/up
COPY Dockerfile /srv/
"""


def test_own_layers(engine: CompatibleEngine, tmp_path: Path) -> None:
    """Folders and archive of the engine tell the same: what came, what went, and by which instruction."""
    (tmp_path / "Dockerfile").write_text(DOCKERFILE)
    with Bench(tmp_path, Limits(), engine=engine) as bench:
        fact, built = bench.ask(OwnLayers(("/**",))), bench.ask(BuiltImage(DEFAULT))
        assert isinstance(fact, OwnLayersFact)
        assert isinstance(built, ImageFact)
        first, second = fact.layers
        assert [layer.line for layer in fact.layers] == [2, 4]
        assert {(entry.path, entry.kind) for entry in first.entries} >= {
            ("/opt", "opaque"),
            ("/etc/passwd", "whiteout"),
            ("/opt/new", "file"),
            ("/opt/other", "hardlink"),
        }
        assert [entry.path for entry in first.privileged] == ["/usr/local/bin/up"]
        assert "/srv/Dockerfile" in [entry.path for entry in second.entries]
        _same_both_ways(engine, built)


def _same_both_ways(engine: CompatibleEngine, built: ImageFact) -> None:
    image = engine.find_image(built.image_id)
    assert image is not None
    assert engine.listed_size(image) == listed_size(engine.connection, image)
    archive = engine.connection.api.get_image(image.image_id)
    own = image.layers[2:]
    with saved_trees(archive, image.layers, own) as saved, layer_trees(engine.connection, image, own) as seen:
        for diff_id in own:
            assert _by_path(saved[diff_id].entries()) == _by_path(seen[diff_id].entries())


def _by_path(entries: Iterable[LayerEntry]) -> dict[tuple[str, str], LayerEntry]:
    return {(entry.path, entry.kind): entry for entry in entries}

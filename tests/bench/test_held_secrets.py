"""Secrets by their values: in the Dockerfile, the configuration, the history and the layers."""

import base64
from pathlib import Path

from grader.bench.held_secrets import HeldSecretsSearch
from grader.bench.listings import Listings
from grader.engine.model import BuildFailure, BuildOrder, Image
from grader.evidence import DEFAULT, FoundSecret, HeldSecretsFact, HistoryEntry, ImageConfig
from grader.secrets.search import Search
from grader.secrets.values import SecretValue
from grader.values import replace
from tests.bench.submissions import DOCKERFILE, builds
from tests.fake_engine import BUILT, HISTORIES, FakeEngine
from tests.fake_layer import FakeLayer

VALUE = "made-up-for-this"
KEY = "the value of SECRET_KEY"
HIDDEN = FakeLayer({"/x/a.py": b"# " + base64.b64encode(b"a" + VALUE.encode())})


def _look(folder: Path, engine: FakeEngine, dockerfile: str = DOCKERFILE) -> HeldSecretsFact:
    made = builds(folder / "own", engine, dockerfile)
    search = Search.of([SecretValue("SECRET_KEY", VALUE)])
    listings = Listings(engine, lambda _text: None)
    return HeldSecretsSearch(made, listings, search, DEFAULT, lambda _text: None).fact()


def _engine(layer: FakeLayer = HIDDEN) -> FakeEngine:
    return FakeEngine(layer_trees={"l3": layer})


def test_in_a_layer(tmp_path: Path) -> None:
    """It is told with the file and the line that brought it, never with the value."""
    fact = _look(tmp_path, _engine())
    assert fact == HeldSecretsFact((FoundSecret(KEY, "/x/a.py", 2),), ("SECRET_KEY",))


def test_names_in_a_layer(tmp_path: Path) -> None:
    """A secret file is known by its name, and a value counts as a file's name, too."""
    layer = FakeLayer({"/x/.env": b"A=b", "/y/.env": b"", f"/z/{VALUE}": b""})
    found = _look(tmp_path, _engine(layer)).found
    assert [(each.what, each.where[:3]) for each in found] == [("a file called .env", "/x/"), (KEY, "/z/")]


def test_a_layer_is_searched_once(tmp_path: Path) -> None:
    """A later run knows it by its digest and the values; the values are not kept."""
    fact = _look(tmp_path, _engine())
    later = _engine(FakeLayer())
    assert _look(tmp_path, later) == fact
    assert not [line for line in later.done if line.startswith("read")]
    assert not [file for file in tmp_path.rglob("*.json") if VALUE in file.read_text()]


def test_in_the_dockerfile(tmp_path: Path) -> None:
    """What the final stage says is told once, with its line; what another stage says stays there."""
    text = f"FROM base:1 AS a\nRUN echo {VALUE}\nFROM base:1\nCOPY <<X /x\n{VALUE}\nX\n"
    assert _look(tmp_path, _engine(FakeLayer()), text).found == (FoundSecret(KEY, "COPY", 4),)


def _with(config: ImageConfig, step: str) -> FakeEngine:
    built = replace(BUILT, config=config)

    def make(_order: BuildOrder) -> Image | BuildFailure:
        return built

    histories = {**HISTORIES, BUILT.image_id: (*HISTORIES["base:1"], HistoryEntry(step, 20))}
    return FakeEngine(builds=make, histories=histories)


def test_in_the_configuration_and_the_history(tmp_path: Path) -> None:
    """Any variable, label, command and build argument may hold it, whatever its name."""
    config = ImageConfig(environment=(f"SK={VALUE}",), labels=(("x", VALUE[::-1]),), command=("a", VALUE))
    found = _look(tmp_path, _with(config, f"RUN |1 X={VALUE} /bin/sh -c make # buildkit")).found
    assert [each.where for each in found] == ["ENV SK", "LABEL x", "the configuration", "the history"]


def test_excess(tmp_path: Path) -> None:
    """A layer that is too large to be searched is told, not taken for a clean one."""
    assert _look(tmp_path, _engine(FakeLayer(excess="too many files"))).excess == "too many files"

"""The proof of a base image."""

import pytest

from grader.bench.bases import base_layers, is_proven, prove_base
from grader.engine.model import STAND_IN_LABEL, Image, NotPulled
from grader.evidence import BaseImage, ImageConfig
from grader.values import replace
from tests.fake_engine import BASE, BUILT, FakeEngine

DIGEST = "sha256:" + "a" * 64
OTHER = Image("sha256:other", ("m1",), 50, "linux/amd64")


def _prove(reference: str = "base:1", image: Image = BUILT) -> BaseImage:
    gone = {"gone:1": NotPulled("not found", unreachable=False)}
    return prove_base(FakeEngine().find_image, image, reference, gone)


def test_the_first_layers_prove_it() -> None:
    """They are the base's own, in order."""
    assert _prove() == BaseImage("base:1", available=True, is_prefix=True)
    assert _prove(image=replace(BUILT, layers=("l2", "l1", "l3"))).is_prefix is False
    assert _prove(image=replace(BUILT, layers=("l1",))).is_prefix is False
    assert _prove(image=replace(BUILT, layers=BASE.layers)).is_prefix is True


def test_scratch() -> None:
    """The empty image is the beginning of every image."""
    assert _prove("scratch") == BaseImage("scratch", available=True, is_prefix=True)


def test_a_base_that_is_not_there() -> None:
    """Why it could not be pulled is told, as far as it is known."""
    assert _prove("gone:1") == BaseImage("gone:1", available=False, is_prefix=False, why="not found")
    assert _prove("none:1").why == "the engine does not have it"


def test_a_base_for_another_platform() -> None:
    """Its layers tell nothing about this image."""
    base = _prove(image=replace(BUILT, platform="linux/arm64"))
    assert (base.available, base.is_prefix) == (False, False)
    assert base.why == "here it is for linux/amd64, the image is for linux/arm64"


def test_a_stand_in() -> None:
    """It counts, and it is told."""
    stand_in = replace(BASE, config=ImageConfig(labels=(STAND_IN_LABEL,)))
    assert prove_base(FakeEngine({"base:1": stand_in}).find_image, BUILT, "base:1", {}).stand_in


@pytest.mark.parametrize(
    ("by_tag", "by_digest", "reference", "proven", "why"),
    [
        (BASE, BASE, "base:1", True, None),
        (BASE, OTHER, "base:1", True, None),
        (OTHER, BASE, f"base:1@{DIGEST}", False, "its digest is not the one that base:1 has here"),
        (OTHER, OTHER, "base:1", False, None),
    ],
)
def test_tag_and_digest(
    by_tag: Image, by_digest: Image, reference: str, why: str | None, *, proven: bool
) -> None:
    """The engine follows the digest: only the tag's own image proves the tag."""
    engine = FakeEngine({"base:1": by_tag, f"base:1@{DIGEST}": by_digest})
    base = prove_base(engine.find_image, BUILT, f"base:1@{DIGEST}", {})
    assert (base.reference, base.is_prefix, base.why) == (reference, proven, why)


def test_a_digest_alone() -> None:
    """It is proven by itself; a port of a registry is no tag."""
    reference = f"registry.example:5000/base@{DIGEST}"
    assert prove_base(FakeEngine({reference: BASE}).find_image, BUILT, reference, {}).is_prefix


def test_layers_of_a_base() -> None:
    """Only a proven base has some."""
    engine = FakeEngine()
    assert base_layers(engine.find_image, _prove()) == ("l1", "l2")
    for unproven in ("scratch", "gone:1"):
        assert base_layers(engine.find_image, _prove(unproven)) == ()
    assert not is_proven(_prove("scratch"))

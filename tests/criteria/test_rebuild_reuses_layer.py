from typing import Any

import pytest
from pydantic import ValidationError

from grader.criteria.rebuild_reuses_layer import RebuildReusesLayerKind
from grader.criterion import Finding, Met, Unmeasured, Unmet
from grader.evidence import BaseImage, BuiltImage, Facts, ImageFact, LayerSize, Rebuild, RebuildFact
from tests.criteria.made import made

BASE = (LayerSize("base", 120_000_000, own=False), True)


def _own(size: int, *, kept: bool, command: str = "RUN pip install flask") -> tuple[LayerSize, bool]:
    return LayerSize(command, size, own=True), kept


def _judge(*layers: tuple[LayerSize, bool], is_prefix: bool = True, **options: Any) -> Finding:
    base = BaseImage("a:latest", available=is_prefix, is_prefix=is_prefix)
    rebuild = RebuildFact(tuple(one for one, _ in layers), tuple(kept for _, kept in layers), changed=True)
    facts = {BuiltImage(): ImageFact("sha256:1", base, (), ()), Rebuild("app.py"): rebuild}
    return made(RebuildReusesLayerKind, touch="app.py", **options).judge(Facts(facts))


def test_base_layers_prove_nothing() -> None:
    """The base image's layers are always kept and do not count."""
    assert isinstance(_judge(BASE), Unmet)
    assert isinstance(_judge(BASE, _own(900, kept=True)), Unmet)


def test_unknown_base_is_no_verdict() -> None:
    """Where own and inherited layers cannot be told apart, the largest layer proves nothing."""
    assert isinstance(_judge(_own(120_000_000, kept=True), is_prefix=False), Unmeasured)


@pytest.mark.parametrize(("size", "met"), [(100_000, True), (99_999, False)])
def test_small_layer_is_no_dependency_layer(size: int, met: bool) -> None:  # noqa: FBT001
    """A layer of less than 100 kB holds no dependencies, unless the challenge says so."""
    assert isinstance(_judge(BASE, _own(size, kept=True)), Met) is met
    assert isinstance(_judge(BASE, _own(size, kept=True), at_least="1kB"), Met)


def test_named_layer_must_be_there() -> None:
    """A layer that no command makes is not re-used."""
    assert isinstance(_judge(BASE, _own(200_000, kept=True), layer="npm ci"), Unmet)


def test_largest_named_layer_counts() -> None:
    """Installing the application itself may well happen again."""
    layers = (BASE, _own(9_000_000, kept=True), _own(200_000, kept=False, command="RUN pip install ."))
    assert isinstance(_judge(*layers, layer="pip install"), Met)


@pytest.mark.parametrize(
    "options",
    [
        {"touch": ""},
        {"touch": "/app.py"},
        {"touch": "../app.py"},
        {"touch": "src/"},
        {},
        {"touch": "a", "layer": ""},
        {"touch": "a", "at_least": 100},
    ],
)
def test_options_that_say_nothing_or_nonsense(options: dict[str, Any]) -> None:
    """The file lies in the build context, and texts are not empty."""
    with pytest.raises(ValidationError):
        made(RebuildReusesLayerKind, **options)

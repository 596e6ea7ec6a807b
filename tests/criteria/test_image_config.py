from typing import Any

import pytest
from pydantic import ValidationError

from grader.criteria.image_config import ImageConfigKind
from grader.criterion import Finding, Met, Unmet
from grader.evidence import BaseImage, BuildOptions, BuiltImage, Facts, ImageConfig, ImageFact

BASE = BaseImage("a:1", available=True, is_prefix=True)


def _criterion(**options: Any) -> ImageConfigKind:
    fields = {"id": "x", "title": "t", "check": "image_config", "points": 1, "hint": "h"}
    return ImageConfigKind.model_validate({**fields, **options})


def _judge(config: ImageConfig, **options: Any) -> Finding:
    return _criterion(**options).judge(Facts({BuiltImage(): ImageFact("sha256:1", BASE, (), (), config)}))


@pytest.mark.parametrize(
    ("config", "options"),
    [
        (ImageConfig(environment=("A=1", "B=")), {"env": {"A": "1", "B": ""}}),
        (ImageConfig(environment=("PYTHONUNBUFFERED=1",)), {"env": {"PYTHONUNBUFFERED": None}}),
        (ImageConfig(labels=(("a.b", "c d"),)), {"labels": {"a.b": "c d"}}),
        (ImageConfig(ports=("80/tcp", "81/tcp", "90/tcp")), {"exposed_ports": [80, 81]}),
        (ImageConfig(working_dir="/app"), {"working_dir": "/app/"}),
        (ImageConfig(working_dir="/"), {"working_dir": "/"}),
        (ImageConfig(), {"working_dir": "/"}),  # where a container starts when nothing is set
        (ImageConfig(user="app:staff"), {"user": "app"}),
        (ImageConfig(user="app:staff"), {"user": "app:staff"}),
        (ImageConfig(command=("a", "b c")), {"cmd": ["a", "b c"]}),
        (ImageConfig(entrypoint=("a",), command=("b",)), {"entrypoint": ["a"], "cmd": ["b"]}),
        (ImageConfig(healthcheck=("CMD-SHELL", "x")), {"healthcheck": True}),
        (ImageConfig(), {"healthcheck": False}),
        (ImageConfig(stop_signal="SIGINT"), {"stop_signal": "INT"}),
        (ImageConfig(stop_signal="2"), {"stop_signal": "SIGINT"}),
        (ImageConfig(stop_signal="RTMIN+3"), {"stop_signal": "SIGRTMIN+3"}),
        (ImageConfig(volumes=("/data", "/x")), {"volumes": ["/data/"]}),
    ],
)
def test_as_wanted(config: ImageConfig, options: dict[str, Any]) -> None:
    """Each setting holds, in whatever spelling the engine keeps it."""
    assert isinstance(_judge(config, **options), Met)


@pytest.mark.parametrize(
    ("config", "options"),
    [
        (ImageConfig(environment=("A=2",)), {"env": {"A": "1"}}),
        (ImageConfig(environment=("AB=1",)), {"env": {"A": None}}),
        (ImageConfig(environment=("A=",)), {"env": {"A": None}}),
        (ImageConfig(environment=("a=1",)), {"env": {"A": "1"}}),
        (ImageConfig(labels=()), {"labels": {"a": None}}),
        (ImageConfig(environment=("a=1",)), {"labels": {"a": "1"}}),
        (ImageConfig(ports=("80/tcp",)), {"exposed_ports": [80, 81]}),
        (ImageConfig(ports=("8080/tcp",)), {"exposed_ports": [80]}),
        (ImageConfig(working_dir="/app/x"), {"working_dir": "/app"}),
        (ImageConfig(user="app2"), {"user": "app"}),
        (ImageConfig(user="app"), {"user": "app:staff"}),
        (ImageConfig(command=("a b c",)), {"cmd": ["a", "b c"]}),
        (ImageConfig(command=("a", "b")), {"entrypoint": ["a", "b"]}),
        (ImageConfig(), {"healthcheck": True}),
        (ImageConfig(healthcheck=("CMD", "x")), {"healthcheck": False}),
        (ImageConfig(), {"stop_signal": "SIGTERM"}),
        (ImageConfig(stop_signal="SIGTERM"), {"stop_signal": "SIGINT"}),
        (ImageConfig(volumes=("/data2",)), {"volumes": ["/data"]}),
        (ImageConfig(user="app"), {"user": "app", "healthcheck": True}),
    ],
)
def test_not_as_wanted(config: ImageConfig, options: dict[str, Any]) -> None:
    """A setting that is only similar, or one of two that is missing, fails."""
    assert isinstance(_judge(config, **options), Unmet)


def test_differences_and_hint() -> None:
    """All differences are told, and the hint shows the first instruction to write."""
    finding = _judge(ImageConfig(user="root"), env={"A": "x y"}, user="app")
    assert isinstance(finding, Unmet)
    assert finding.found.splitlines() == ["ENV A is not set", "user: root"]
    assert finding.hint == 'Write into the final stage: ENV A="x y"'


def test_target() -> None:
    """With a target, the image of that stage is asked for."""
    asked = _criterion(target="dev", user="x").questions()
    assert asked == (BuiltImage(BuildOptions(target="dev")),)


@pytest.mark.parametrize(
    "options",
    [
        {}, {"target": "dev"}, {"env": {}}, {"env": None}, {"labels": {}}, {"exposed_ports": []},
        {"exposed_ports": ["80"]}, {"exposed_ports": [0]}, {"exposed_ports": [True]}, {"working_dir": ""},
        {"user": ""}, {"user": 1000}, {"cmd": []}, {"cmd": "a b"}, {"entrypoint": []}, {"healthcheck": "yes"},
        {"healthcheck": None}, {"stop_signal": ""}, {"volumes": []}, {"env": {"A": 1}}, {"env": {"": "x"}},
    ],
)  # fmt: skip
def test_options_that_say_nothing_or_nonsense(options: dict[str, Any]) -> None:
    """Options that expect nothing, or a value of another type, are refused."""
    with pytest.raises(ValidationError):
        _criterion(**options)


def test_expected_names_everything() -> None:
    """What is expected names each setting with its value."""
    expected = _criterion(env={"A": None}, exposed_ports=[80], cmd=["a", "b"], healthcheck=True).expected
    assert expected == 'image with env A=(any value), exposed ports 80, cmd ["a", "b"], a HEALTHCHECK'


def test_hostile_values_are_inert() -> None:
    """A value from the image is shown short and without escapes."""
    finding = _judge(ImageConfig(user="\x1b[31m" + "x" * 9999), user="app")
    assert isinstance(finding, Unmet)
    assert "\x1b" not in finding.found
    assert len(finding.found) < 300

from typing import Any

import pytest

from grader.criteria.image_config import ImageConfigKind
from grader.criterion import Met, Unmet
from grader.criterion.samples import built_image
from grader.evidence import BuildOptions, BuiltImage, DockerfileText, ImageFact
from tests.criteria.made import judged, made


@pytest.mark.parametrize(
    ("image", "options"),
    [
        (built_image(environment=("A=1", "B=")), {"env": {"A": "1", "B": ""}}),
        (built_image(environment=("PYTHONUNBUFFERED=1",)), {"env": {"PYTHONUNBUFFERED": None}}),
        (built_image(labels=(("a.b", "c d"),)), {"labels": {"a.b": "c d"}}),
        (built_image(ports=("80/tcp", "81/tcp", "90/tcp")), {"exposed_ports": [80, 81]}),
        (built_image(working_dir="/app"), {"working_dir": "/app/"}),
        (built_image(working_dir="/"), {"working_dir": "/"}),
        (built_image(), {"working_dir": "/"}),  # where a container starts when nothing is set
        (built_image(user="app:staff"), {"user": "app"}),
        (built_image(user="app:staff"), {"user": "app:staff"}),
        (built_image(command=("a", "b c")), {"cmd": ["a", "b c"]}),
        (built_image(entrypoint=("a",), command=("b",)), {"entrypoint": ["a"], "cmd": ["b"]}),
        (built_image(healthcheck=("CMD-SHELL", "x")), {"healthcheck": True}),
        (built_image(), {"healthcheck": False}),
    ],
)
def test_as_wanted(image: ImageFact, options: dict[str, Any]) -> None:
    """Each setting holds, in whatever spelling the engine keeps it."""
    assert isinstance(judged(ImageConfigKind, image, **options), Met)


@pytest.mark.parametrize(
    ("image", "options"),
    [
        (built_image(environment=("A=2",)), {"env": {"A": "1"}}),
        (built_image(environment=("AB=1",)), {"env": {"A": None}}),
        (built_image(environment=("A=",)), {"env": {"A": None}}),
        (built_image(environment=("a=1",)), {"env": {"A": "1"}}),
        (built_image(labels=()), {"labels": {"a": None}}),
        (built_image(environment=("a=1",)), {"labels": {"a": "1"}}),
        (built_image(ports=("80/tcp",)), {"exposed_ports": [80, 81]}),
        (built_image(ports=("8080/tcp",)), {"exposed_ports": [80]}),
        (built_image(working_dir="/app/x"), {"working_dir": "/app"}),
        (built_image(user="app2"), {"user": "app"}),
        (built_image(user="app"), {"user": "app:staff"}),
        (built_image(command=("a b c",)), {"cmd": ["a", "b c"]}),
        (built_image(command=("a", "b")), {"entrypoint": ["a", "b"]}),
        (built_image(), {"healthcheck": True}),
        (built_image(healthcheck=("CMD", "x")), {"healthcheck": False}),
        (built_image(user="app"), {"user": "app", "healthcheck": True}),
    ],
)
def test_not_as_wanted(image: ImageFact, options: dict[str, Any]) -> None:
    """A setting that is only similar, or one of two that is missing, fails."""
    assert isinstance(judged(ImageConfigKind, image, **options), Unmet)


def test_differences_and_hint() -> None:
    """All differences are told, and the hint shows every instruction to write."""
    finding = judged(ImageConfigKind, built_image(user="root"), env={"A": "x y"}, user="app")
    assert isinstance(finding, Unmet)
    assert finding.found.splitlines() == ["ENV A is not set", "user: root"]
    assert finding.hint == 'Write into the final stage:\n  ENV A="x y"\n  USER app'
    finding = judged(ImageConfigKind, built_image(user="root"), target="dev", user="app")
    assert isinstance(finding, Unmet)
    assert finding.hint == "Write into the stage dev: USER app"


def test_target() -> None:
    """With a target, the image of that stage is asked for."""
    asked = made(ImageConfigKind, target="dev", user="x").questions()
    assert asked == (DockerfileText(), BuiltImage(BuildOptions(target="dev")))


def test_expected_names_everything() -> None:
    """What is expected names each setting with its value."""
    expected = made(
        ImageConfigKind, env={"A": None}, exposed_ports=[80], cmd=["a", "b"], healthcheck=True
    ).expected
    assert expected == 'image with env A=(any value), exposed ports 80, cmd ["a", "b"], a HEALTHCHECK'


def test_hostile_values_are_inert() -> None:
    """A value from the image is shown short and without escapes."""
    finding = judged(ImageConfigKind, built_image(user="\x1b[31m" + "x" * 9999), user="app")
    assert isinstance(finding, Unmet)
    assert "\x1b" not in finding.found
    assert len(finding.found) < 300


def test_a_build_argument_that_is_followed() -> None:
    """The image is built once more with a drawn value of the argument, which must arrive."""
    criterion = made(ImageConfigKind, env={"V": "${VERSION}", "P": "${TARGETPLATFORM}", "A": "1"})
    arguments = (("VERSION", "{word}"), ("TARGETPLATFORM", "{platform}"))
    assert criterion.questions()[1:] == (BuiltImage(), BuiltImage(BuildOptions(None, arguments)))
    plain = built_image(environment=("V=0", "P=linux/amd64", "A=1"))
    follows = built_image(environment=("V={word}", "P={platform}", "A=1"))
    env: dict[str, Any] = {"env": criterion.env}
    assert isinstance(judged(ImageConfigKind, plain, follows, **env), Met)
    finding = judged(ImageConfigKind, plain, plain, **env)
    assert isinstance(finding, Unmet)
    assert "ENV V is 0 whatever VERSION is built with" in finding.found
    empty = built_image(environment=("V=", "P=linux/amd64", "A=1"))
    assert isinstance(judged(ImageConfigKind, empty, follows, **env), Unmet)

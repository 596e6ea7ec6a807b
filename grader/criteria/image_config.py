"""`image_config`: the image's configuration is as wanted."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from grader.criterion import Criterion, Example, Finding, Met, Unmet
from grader.criterion.config_values import Wrong, array, differing, shown, signal_name
from grader.criterion.expectations import require_any
from grader.criterion.targets import Target, options_for
from grader.evidence import BaseImage, BuiltImage, Facts, ImageConfig, ImageFact, Question
from grader.fields import Text
from grader.text import one_line

SHOWN = 5
_OPTIONS = (
    "env", "labels", "exposed_ports", "working_dir", "user", "cmd", "entrypoint", "healthcheck",
    "stop_signal", "volumes",
)  # fmt: skip

Names = Annotated[dict[Text, str | None], Field(min_length=1)]
Port = Annotated[int, Field(ge=1, le=65535, strict=True)]
Words = Annotated[tuple[str, ...], Field(min_length=1)]


def _facts(target: str | None = None, **config: Any) -> dict[Question[Any], Any]:
    base = BaseImage("python:3.11-slim", available=True, is_prefix=True)
    return {BuiltImage(options_for(target)): ImageFact("sha256:1", base, (), (), ImageConfig(**config))}


class ImageConfigKind(Criterion):
    """The image's configuration holds the wanted settings; settings that are not named are free.

    The configuration is what the engine goes by when it starts a container: the user, the command, the
    variables. It counts as it is in the built image, whether the Dockerfile or the base image set it.
    """

    check: Literal["image_config"]
    env: Annotated[
        Names | None,
        Field(description="Environment variables with their values; null for any value but an empty one."),
    ] = None
    labels: Annotated[Names | None, Field(description="Labels with their values, as in `env`.")] = None
    exposed_ports: Annotated[
        tuple[Port, ...] | None,
        Field(min_length=1, description="TCP ports that EXPOSE names; there may be others."),
    ] = None
    working_dir: Annotated[Text | None, Field(description="The working folder, an absolute path.")] = None
    user: Annotated[
        Text | None, Field(description="The user as USER names it; without `:` its group is free.")
    ] = None
    cmd: Annotated[Words | None, Field(description="CMD, word by word.")] = None
    entrypoint: Annotated[Words | None, Field(description="ENTRYPOINT, word by word.")] = None
    healthcheck: Annotated[
        bool | None,
        Field(strict=True, description="Whether there is a HEALTHCHECK; HEALTHCHECK NONE is none."),
    ] = None
    stop_signal: Annotated[
        Text | None, Field(description="The signal that STOPSIGNAL sets, such as `SIGINT`.")
    ] = None
    volumes: Annotated[
        tuple[Text, ...] | None,
        Field(min_length=1, description="Paths that VOLUME declares; there may be others."),
    ] = None
    target: Target = None

    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "as wanted", Met, _facts(user="app", ports=("80/tcp",)), {"user": "app", "exposed_ports": [80]}
        ),
        Example("another user", Unmet, _facts(user="root"), {"user": "app"}),
        Example("no user", Unmet, _facts(), {"user": "root"}),
        Example("not exposed", Unmet, _facts(ports=("80/udp", "8080/tcp")), {"exposed_ports": [80]}),
        Example("a variable's value", Met, _facts(environment=("A=b=c",)), {"env": {"A": "b=c"}}),
        Example("any value", Met, _facts(labels=(("version", "1"),)), {"labels": {"version": None}}),
        Example("an empty value", Unmet, _facts(labels=(("version", ""),)), {"labels": {"version": None}}),
        Example("switched off", Unmet, _facts(healthcheck=("NONE",)), {"healthcheck": True}),
        Example("none is wanted", Met, _facts(healthcheck=("NONE",)), {"healthcheck": False}),
        Example("a stage", Met, _facts("dev", command=("a", "b")), {"target": "dev", "cmd": ["a", "b"]}),
        Example("in a shell", Unmet, _facts(command=("/bin/sh", "-c", "a b")), {"cmd": ["a", "b"]}),
    )

    @model_validator(mode="after")
    def _expects_something(self) -> "ImageConfigKind":
        require_any(self, *_OPTIONS)
        return self

    @property
    def expected(self) -> str:
        """Every setting that is wanted."""
        of = f" of the stage {self.target}" if self.target else ""
        given = ((name, getattr(self, name)) for name in _OPTIONS)
        return one_line(
            f"image{of} with {', '.join(_named(*one) for one in given if one[1] is not None)}", 400
        )

    def questions(self) -> tuple[Question[Any], ...]:
        """The built image."""
        return (BuiltImage(options_for(self.target)),)

    def judge(self, facts: Facts) -> Finding:
        """Compare each setting that is wanted; the first five differences are told."""
        wrong = list(self._differences(facts[BuiltImage(options_for(self.target))].config))
        if not wrong:
            return Met(self.expected)
        more = f"\nand {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        hint = f"Write into the {'stage ' + self.target if self.target else 'final stage'}: {wrong[0][1]}"
        return Unmet("\n".join(told for told, _ in wrong[:SHOWN]) + more, hint=one_line(hint, 300))

    def _differences(self, config: ImageConfig) -> Iterator[Wrong]:
        yield from differing("ENV", self.env or {}, config.variables)
        yield from differing("LABEL", self.labels or {}, dict(config.labels))
        for port in self.exposed_ports or ():
            if f"{port}/tcp" not in config.ports:
                yield f"exposed ports: {shown(config.ports)}", f"EXPOSE {port}"
        for path in self.volumes or ():
            if path.rstrip("/") not in {one.rstrip("/") for one in config.volumes}:
                yield f"volumes: {shown(config.volumes)}", f"VOLUME {path}"
        yield from self._single_settings(config)

    def _single_settings(self, config: ImageConfig) -> Iterator[Wrong]:
        user = config.user if ":" in (self.user or "") else config.user.partition(":")[0]
        folder = config.working_dir.rstrip("/") or config.working_dir
        if self.user not in (None, user):
            yield f"user: {shown((config.user,))}", f"USER {self.user}"
        if self.working_dir not in (None, folder, f"{folder}/"):
            yield f"working folder: {shown((config.working_dir,))}", f"WORKDIR {self.working_dir}"
        if self.cmd not in (None, config.command):
            yield f"CMD: {array(config.command)}", f"CMD {array(self.cmd)}"
        if self.entrypoint not in (None, config.entrypoint):
            yield f"ENTRYPOINT: {array(config.entrypoint)}", f"ENTRYPOINT {array(self.entrypoint)}"
        if self.stop_signal is not None and signal_name(self.stop_signal) != signal_name(config.stop_signal):
            yield f"stop signal: {shown((config.stop_signal,))}", f"STOPSIGNAL {self.stop_signal}"
        checked = config.healthcheck[:1] not in ((), ("NONE",))
        if self.healthcheck not in (None, checked):
            told = f"HEALTHCHECK: {array(config.healthcheck)}" if config.healthcheck else "no HEALTHCHECK"
            yield told, "HEALTHCHECK CMD ..." if self.healthcheck else "HEALTHCHECK NONE"


def _named(name: str, value: Any) -> str:
    words = name.replace("_", " ")
    if name == "healthcheck":
        return f"{'a' if value else 'no'} HEALTHCHECK"
    if isinstance(value, dict):
        return ", ".join(
            f"{words} {key}={'(any value)' if one is None else one}" for key, one in value.items()
        )
    if isinstance(value, tuple):
        return f"{words} {array(value) if name in ('cmd', 'entrypoint') else ', '.join(map(str, value))}"
    return f"{words} {value}"

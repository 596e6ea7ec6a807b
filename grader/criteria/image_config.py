"""`image_config`: the image's configuration is as wanted."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import override

from grader.criterion import Finding, Met, Unmet, met, renamed, unmet
from grader.criterion.config_values import (
    Wrong,
    differing,
    differing_commands,
    differing_health,
    differing_places,
    differing_variables,
    drawn_arguments,
    named,
    shown,
    to_write,
)
from grader.criterion.samples import built_image
from grader.criterion.targets import StageKind
from grader.criterion.written_config import written_config
from grader.evidence import PLATFORM, BuildOptions, BuiltImage, DockerfileText, Facts, ImageConfig, Question
from grader.fields import Port, Text
from grader.text import first, one_line

Settings = Annotated[dict[Text, str | None], Field(min_length=1)]
Words = Annotated[tuple[str, ...], Field(min_length=1)]


_LITERAL = built_image(environment=("P=linux/amd64",))
_PLATFORMS = (_LITERAL, built_image(environment=(f"P={PLATFORM}",)))


class ImageConfigKind(StageKind):
    """The image's configuration holds the wanted settings; settings that are not named are free.

    The configuration is what the engine goes by when it starts a container: the user, the command, the
    variables. It counts as it is in the built image, whether the Dockerfile or the base image set it. A
    variable that must follow a build argument is tried with a value that is drawn. Judged by content, and
    that by experiment. Where the image does not build, it is met by what the Dockerfile itself writes out.
    """

    needs_one_of = (
        "env", "labels", "exposed_ports", "working_dir", "user", "cmd", "entrypoint", "healthcheck",
    )  # fmt: skip
    old_spellings = renamed(
        stop_signal="a criterion with check: dockerfile_instruction and present: STOPSIGNAL",
        volumes="a criterion with check: dockerfile_instruction and present: VOLUME",
    )

    check: Literal["image_config"]
    env: Settings | None = Field(
        None,
        description="Variables with their values; null for any value but an empty one, `${NAME}` for that of "
        "the build argument, which must arrive.",
    )
    labels: Settings | None = Field(None, description="Labels with their values, as in `env`.")
    exposed_ports: tuple[Port, ...] | None = Field(
        None, min_length=1, description="TCP ports that EXPOSE names; there may be others."
    )
    working_dir: Text | None = Field(None, description="The working folder, an absolute path.")
    user: Text | None = Field(None, description="As USER names it; without `:` its group is free.")
    cmd: Words | None = Field(None, description="CMD, word by word.")
    entrypoint: Words | None = Field(None, description="ENTRYPOINT, word by word.")
    healthcheck: bool | None = Field(
        None, strict=True, description="Whether there is a HEALTHCHECK; HEALTHCHECK NONE is none."
    )

    examples = (
        met("as wanted", built_image(user="app", ports=("80/tcp",)), user="app", exposed_ports=[80]),
        unmet("another user", built_image(user="root"), user="app"),
        unmet("no user", built_image(), user="root"),
        unmet("not exposed", built_image(ports=("80/udp", "8080/tcp")), exposed_ports=[80]),
        met("a variable's value", built_image(environment=("A=b=c",)), env={"A": "b=c"}),
        met("any value", built_image(labels=(("version", "1"),)), labels={"version": None}),
        unmet("an empty value", built_image(labels=(("version", ""),)), labels={"version": None}),
        unmet("switched off", built_image(healthcheck=("NONE",)), healthcheck=True),
        met("none is wanted", built_image(healthcheck=("NONE",)), healthcheck=False),
        met("the argument's value", *_PLATFORMS, env={"P": "${TARGETPLATFORM}"}),
        unmet("whatever the argument is", _LITERAL, _LITERAL, env={"P": "${TARGETPLATFORM}"}),
        met("a stage", built_image(command=("a", "b")), target="dev", cmd=["a", "b"]),
        unmet("in a shell", built_image(command=("/bin/sh", "-c", "a b")), cmd=["a", "b"]),
    )

    @property
    @override
    def expected(self) -> str:
        of = f" of the stage {self.target}" if self.target else ""
        given = {name: getattr(self, name) for name in self.needs_one_of if name in self.model_fields_set}
        return one_line(f"image{of} with {', '.join(named(*setting) for setting in given.items())}", 400)

    @override
    def questions(self) -> tuple[Question[Any], ...]:
        return (DockerfileText(), *self._images)

    @property
    def _images(self) -> tuple[BuiltImage, ...]:
        arguments = drawn_arguments(self.env)
        tried = (BuiltImage(BuildOptions(self.target, arguments)),) if arguments else ()
        return (BuiltImage(self.options), *tried)

    @override
    def judge(self, facts: Facts) -> Finding:
        config, *tried = (facts[question].config for question in self._images)
        if not (wrong := list(self._differences(config, tried[0] if tried else config))):
            return Met(self.expected)
        told, mended = zip(*wrong, strict=True)
        return Unmet(first(told, 5), hint=to_write(self.target, mended))

    @override
    def judge_unbuilt(self, facts: Facts) -> Finding | None:
        """Met where the Dockerfile writes out all that is wanted; what it leaves to the base is not known."""
        config = written_config(facts[DockerfileText()], self.target)
        if config is None or self.healthcheck is False or any(self._differences(config, config)):
            return None
        return Met(f"{self.expected}, as it is written; the image was not built")

    def _differences(self, config: ImageConfig, tried: ImageConfig) -> Iterator[Wrong]:
        yield from differing_variables(self.env or {}, config, tried)
        yield from differing("LABEL", self.labels or {}, dict(config.labels))
        for port in (port for port in self.exposed_ports or () if f"{port}/tcp" not in config.ports):
            yield f"exposed ports: {shown(config.ports)}", f"EXPOSE {port}"
        yield from differing_places(self.user, self.working_dir, config)
        yield from differing_commands(self.cmd, self.entrypoint, config)
        yield from differing_health(config.healthcheck, wanted=self.healthcheck)

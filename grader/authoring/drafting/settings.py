"""What a Dockerfile sets in the image's configuration, as `image_config` takes it."""

import re
from typing import Any

from grader.authoring.drafting.pair import Side
from grader.dockerfile import Dockerfile, Stage
from grader.dockerfile.meaning.steps import steps
from grader.secrets.signs import is_secret

_REFERENCE = re.compile(r"\"?\$(?:\{(\w+)\}|(\w+))\"?")
_PLATFORM = re.compile(r"TARGET(?:PLATFORM|OS|ARCH)")


def followed(dockerfile: Dockerfile, stage: Stage) -> dict[str, str]:
    """The variables that take over a build argument as it is: the name of each with the argument's."""
    arguments: set[str] = set()
    found: dict[str, str] = {}
    for step in steps(dockerfile, stage):
        item = step.instruction
        if item.keyword == "ARG":
            arguments |= {word.partition("=")[0] for word in item.words}
        elif item.keyword == "ENV":
            for name, word in step.pairs:
                reference = _REFERENCE.fullmatch(word.written)
                argument = (reference[1] or reference[2]) if reference else None
                found.pop(name, None)
                found |= {name: argument} if argument in arguments and argument else {}
    return found


def settings(side: Side) -> dict[str, Any]:
    """Variables, port, folder and user that the final stage sets; no PATH, and nothing secret."""
    config, final = side.config, side.dockerfile.final
    executed = side.dockerfile.executed_in_lineage(final)
    written = {
        name
        for step in steps(side.dockerfile, final)
        if step.instruction.keyword == "ENV"
        for name in step.names
    }
    following = followed(side.dockerfile, final)
    values = {name: config.variables[name] for name in sorted(written) if name in config.variables}
    env = {
        name: value
        for name, value in values.items()
        if name != "PATH"
        and name not in following
        and value
        and "$" not in value
        and not is_secret(name, value)
    }
    env |= {name: f"${{{arg}}}" for name, arg in following.items() if _PLATFORM.fullmatch(arg)}
    ports = [int(port.partition("/")[0]) for port in config.ports if port.endswith("/tcp")]
    keywords = {item.keyword for item in executed}
    found: dict[str, Any] = {"env": env} if env else {}
    found |= {"exposed_ports": ports} if ports and "EXPOSE" in keywords else {}
    found |= {"working_dir": config.working_dir} if config.working_dir and "WORKDIR" in keywords else {}
    found |= {"user": config.user} if config.user and "USER" in keywords else {}
    labels = {
        name
        for step in steps(side.dockerfile, final)
        if step.instruction.keyword == "LABEL"
        for name in step.names
    }
    own = {name: value for name, value in config.labels if name in labels and value}
    return found | ({"labels": own} if own else {})

"""What a build lets the engine fetch, and the first thing among it that is not allowed."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from grader.dockerfile import Dockerfile, Reference, parse_reference
from grader.dockerfile.allowed import Allowed
from grader.dockerfile.meaning.addresses import Address, addresses
from grader.dockerfile.meaning.steps import steps
from grader.text import nearest, one_line
from grader.values import Value

_NO_ARGS: Mapping[str, str] = MappingProxyType({})


class Refused(Value):
    """What may not be fetched, on the 1-based `line`: `what` in a few words, `why`, and what was `meant`.

    `meant` is empty where nothing near it may be used.
    """

    line: int
    what: str
    why: str
    meant: str = ""


def first_refused(
    dockerfile: Dockerfile, allowed: Allowed, arguments: Mapping[str, str] = _NO_ARGS
) -> Refused | None:
    """The first use of an image or an address that is not allowed, in any stage; None where all are.

    `arguments` are the values of `--build-arg`; the Dockerfile must have been read with them.
    """
    found = [*_images(dockerfile, allowed), *_addresses(dockerfile, allowed, arguments)]
    return min(found, key=lambda refused: refused.line, default=None)


def fetched_hosts(dockerfile: Dockerfile, arguments: Mapping[str, str] = _NO_ARGS) -> list[str]:
    """The hosts of all that ADD fetches, as far as the Dockerfile tells them."""
    return sorted({address.host for _, address in _fetched(dockerfile, arguments) if address.host})


def uses(dockerfile: Dockerfile) -> Iterator[tuple[Reference, int]]:
    """Each image from outside with the line that names it, in the order of the stages."""
    for stage in dockerfile.stages:
        if not isinstance(stage.base, int) and stage.image != "scratch":
            yield parse_reference(stage.image), stage.line
        for source in stage.sources:
            if source.image is not None and source.image != "scratch":
                yield parse_reference(source.image), source.line


def _images(dockerfile: Dockerfile, allowed: Allowed) -> Iterator[Refused]:
    for image, line in uses(dockerfile):
        if not allowed.has_image(image):
            yield _image_refused(image, line, dockerfile, allowed)


def _image_refused(image: Reference, line: int, dockerfile: Dockerfile, allowed: Allowed) -> Refused:
    name = one_line(image.name, 100)
    stage = nearest(
        image.name, [each.name for each in dockerfile.stages if each.name and each.end_line < line]
    )
    near = nearest(image.name, allowed.names)
    near = f"{near}:{image.tag}" if near and image.tag and ":" not in near else near
    why = f"No stage is named {name}, and no such image may be used here. Allowed: {allowed.told}."
    meant = f"the stage {stage}" if stage else f"the image {near}" if near else ""
    return Refused(line, f"{name} may not be used here", why, meant)


def _addresses(dockerfile: Dockerfile, allowed: Allowed, arguments: Mapping[str, str]) -> Iterator[Refused]:
    for line, address in _fetched(dockerfile, arguments):
        if address.host is None or address.host not in allowed.hosts:
            yield Refused(line, "ADD may not fetch this", _address_refused(address, allowed))


def _address_refused(address: Address, allowed: Allowed) -> str:
    hosts = f"only {', '.join(allowed.hosts)}" if allowed.hosts else "no host"
    shown = one_line(address.text, 100)
    where = f"from {address.host}" if address.host else "from where nothing tells for certain"
    return f"ADD {shown} would be fetched {where}, and {hosts} may be asked. COPY takes files of the folder."


def _fetched(dockerfile: Dockerfile, arguments: Mapping[str, str]) -> Iterator[tuple[int, Address]]:
    for stage in dockerfile.stages:
        if any(item.keyword == "ADD" for item in dockerfile.executed(stage)):
            yield from addresses(steps(dockerfile, stage, arguments))

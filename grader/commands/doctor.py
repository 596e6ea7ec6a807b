"""`grader doctor`: what grading needs, one line each, with the mend."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress

import click

from grader.course import find_course
from grader.engine import Engine, connect
from grader.engine.model import About
from grader.errors import EngineFailureError, EngineUnavailableError
from grader.machine.recipes import FOLDER
from grader.machine.wanted import base_images
from grader.settings import mirror
from grader.units import show_size

NEEDED_DISK_BYTES = 3_000_000_000


@click.command("doctor")
def command() -> int:
    """Check engine, BuildKit, image store, base images and disk: one line each, with the mend.

    Then it tells what Dockerfiles may use and this engine cannot build, each tried, with an engine that can;
    and which protections hold here, of submissions from each other and of the machine.

    Exit codes: 0 all is well, 3 grading cannot run.

    Example: grader doctor
    """
    lines = list(_lines())
    for fine, text in lines:
        sys.stdout.write(f"{'ok  ' if fine else 'FAIL'}  {text}\n")
    sys.stdout.writelines(f"{line}\n" for line in (*_lacks(), *_protections()))
    return 0 if all(fine for fine, _ in lines) else 3


def _lines() -> Iterator[tuple[bool, str]]:
    try:
        engine = connect()
    except EngineUnavailableError as error:
        yield False, f"engine: {error}"
        yield _disk()
        return
    about = engine.about
    yield True, f"engine: {about.name} {about.version}, {about.platform}"
    yield _builder(about)
    yield True, f"image store: {about.store}"
    if (named := mirror()) is not None:
        yield True, f"official images: pulled from {named}"
    if find_course() is None:
        yield True, "base images: no course here, so none is looked for"
    for reference in _base_images():
        yield _base(engine, reference)
    yield _disk()


def _lacks() -> Iterator[str]:
    """What is missing fails nothing: most exercises do not need it."""
    with suppress(EngineUnavailableError, EngineFailureError):
        for lack in connect().lacks():
            yield f"lacks {lack.what}: {lack.able} builds it"


def _protections() -> Iterator[str]:
    """What does not hold is told, and fails nothing: it is for who grades strangers' work."""
    with suppress(EngineUnavailableError, EngineFailureError):
        engine = connect()
        image = next((each for each in _base_images() if engine.find_image(each)), None)
        yield from ("", "Submissions are hostile; of that, here")
        for each in engine.protections(image):
            yield f"{'holds' if each.holds else 'OPEN '}  {each.what}{'' if each.holds else f': {each.mend}'}"


def _base_images() -> list[str]:
    return base_images() if find_course() is not None else []


def _builder(about: About) -> tuple[bool, str]:
    lacks = f" ({about.builder_lacks})" if about.builder_lacks else ""
    if about.builder_version:
        return True, f"builder: buildah {about.builder_version}{lacks}"
    return not lacks, f"builder: {about.builder}{lacks}"


def _base(engine: Engine, reference: str) -> tuple[bool, str]:
    image = engine.find_image(reference)
    if image is None:
        how = "run scripts/base-images" if FOLDER.is_dir() else f"docker pull {reference}"
        return False, f"base image {reference}: not there; {how}"
    stand_in = " (a stand-in, not the official image)" if image.is_stand_in else ""
    return True, f"base image {reference}: there{stand_in}"


def _disk() -> tuple[bool, str]:
    free = shutil.disk_usage(tempfile.gettempdir()).free
    mend = "" if free >= NEEDED_DISK_BYTES else "; make room (docker system df shows what takes it)"
    return free >= NEEDED_DISK_BYTES, f"disk: {show_size(free)} free{mend}"

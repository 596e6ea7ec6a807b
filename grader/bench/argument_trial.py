"""Building with values that nobody can know before, and without them."""

import random
import re
import string
from collections.abc import Callable

from grader.bench.builds import Builds
from grader.bench.image_files import MAX_TEXT_BYTES
from grader.evidence import ArgumentRun, ArgumentTrial
from grader.values import replace

TIMES = 2
_DRAW = random.SystemRandom()
_ALIKE = {"[0-9]": string.digits, "[a-z]": string.ascii_lowercase, "[A-Z]": string.ascii_uppercase}


def argument_trial(
    builds: Builds, question: ArgumentTrial, draw: Callable[[str], str] | None = None
) -> tuple[ArgumentRun, ...]:
    """What comes of each build. BlockedError where one of them fails, EngineFailureError."""
    seen = {value for _, value in question.samples}
    found = []
    for _ in range(TIMES):
        given = tuple((name, _unlike(seen, value, draw or drawn_like)) for name, value in question.samples)
        found.append(_run(builds, question, given))
    return (*found, _run(builds, question, ()))


def drawn_like(sample: str) -> str:
    """Another text of the same form: digits for digits, letters for letters of the same case."""
    for kind, characters in _ALIKE.items():
        sample = "".join(_DRAW.choice(characters) if re.fullmatch(kind, each) else each for each in sample)
    return sample


def _unlike(seen: set[str], sample: str, draw: Callable[[str], str]) -> str:
    value = draw(sample)
    while value in seen:
        value = draw(sample)
    seen.add(value)
    return value


def _run(builds: Builds, question: ArgumentTrial, given: tuple[tuple[str, str], ...]) -> ArgumentRun:
    image = builds.image(replace(question.options, arguments=given))
    text = None
    if question.path is not None:
        with builds.engine.files(image.image_id, builds.run) as files:
            text = files.text(question.path, MAX_TEXT_BYTES)
    return ArgumentRun(given, image.config.environment, text)

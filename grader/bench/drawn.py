"""Values that are drawn anew for each run: a submission cannot have prepared for them."""

import random
from functools import cached_property

from grader.engine import Engine
from grader.evidence import NATIVE, PLATFORM, WORD, BuildOptions, ImageConfig
from grader.values import replace

_DRAW = random.SystemRandom()
_SOUNDS = tuple(consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou")


def drawn_word() -> str:
    """A word such as `Lamitoku`: plain letters, which no address, file or variable changes."""
    return "".join(_DRAW.choice(_SOUNDS) for _ in range(5)).capitalize()


def drawn_spelling(text: str) -> str:
    """The text with each letter large or small, as `LiNux/aMd64`, but not as it was."""
    spelling = text
    while spelling == text and text.upper() != text.lower():
        spelling = "".join(_DRAW.choice((char.lower(), char.upper())) for char in text)
    return spelling


class Drawn:
    """What is drawn for the builds of one submission on an engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._word = engine, drawn_word()

    @cached_property
    def _platform(self) -> str:
        return drawn_spelling(self._engine.about.platform)

    def resolved(self, options: BuildOptions) -> BuildOptions:
        """The options with the engine's own platform, and with what was drawn in the arguments."""
        if options.platform == NATIVE:
            options = replace(options, platform=self._engine.about.platform)
        if not options.arguments:
            return options
        drawn = {WORD: self._word, PLATFORM: self._platform}
        return replace(
            options, arguments=tuple((name, _replaced(text, drawn)) for name, text in options.arguments)
        )

    def undone(self, config: ImageConfig, options: BuildOptions) -> ImageConfig:
        """The configuration with WORD and PLATFORM where the drawn values arrived."""
        if not options.arguments:
            return config
        places = {self._word: WORD, self._platform: PLATFORM}
        return replace(config, environment=tuple(_replaced(entry, places) for entry in config.environment))


def _replaced(text: str, by: dict[str, str]) -> str:
    for old, new in by.items():
        text = text.replace(old, new)
    return text

"""Values that are drawn for each run."""

from grader.bench.drawn import Drawn, drawn_spelling, drawn_word
from grader.evidence import NATIVE, PLATFORM, WORD, BuildOptions, ImageConfig
from tests.fake_engine import FakeEngine

OPTIONS = BuildOptions(arguments=(("VERSION", f"v{WORD}"), ("TARGETPLATFORM", PLATFORM), ("A", "1")))


def test_each_time_another() -> None:
    """Words are plain letters; a platform stays one."""
    words = {drawn_word() for _ in range(20)}
    assert len(words) > 15
    assert all(word.isascii() and word.isalpha() for word in words)
    spelling = drawn_spelling("linux/amd64")
    assert spelling != "linux/amd64"
    assert spelling.lower() == "linux/amd64"


def test_there_and_back() -> None:
    """The build gets what was drawn, and the fact says where it arrived, so that it can be kept."""
    drawn = Drawn(FakeEngine())
    (_, version), (_, platform), (_, plain) = drawn.resolved(OPTIONS).arguments
    assert (WORD in version, PLATFORM in platform, plain) == (False, False, "1")
    config = ImageConfig(environment=(f"A={version}", f"B={platform}", "C=linux/amd64"))
    assert drawn.undone(config, OPTIONS).environment == ("A=v{word}", "B={platform}", "C=linux/amd64")
    assert drawn.undone(config, BuildOptions()) is config


def test_native() -> None:
    """The engine's own platform takes the place of the name for it."""
    engine = FakeEngine()
    assert Drawn(engine).resolved(BuildOptions(platform=NATIVE)).platform == engine.about.platform

"""In which circumstances a result of a class stays valid."""

from grader.challenge import Limits
from grader.classroom.circumstances import Circumstances, with_challenge
from grader.engine.model import Image
from grader.errors import EngineFailureError
from grader.values import replace
from tests.classroom.samples import CHALLENGE
from tests.fake_engine import ABOUT, BASE, FakeEngine


class Picky(FakeEngine):
    """An engine that refuses a name."""

    def find_image(self, reference: str) -> Image | None:
        """The image, if the name is to its taste."""
        if reference == "odd":
            raise EngineFailureError("invalid reference")
        return super().find_image(reference)


def test_circumstances() -> None:
    """They change with the limits and the images; an image that is not here yet is looked for again."""
    engine, newer = Picky(), FakeEngine(about=replace(ABOUT, version="27"))
    now = Circumstances(CHALLENGE, Limits(), engine)
    before = now.digest(["a"])
    assert now.digest(["a"]) == before
    assert now.digest(["odd"]) == now.digest(["odd"])
    engine.images["a"] = BASE
    assert now.digest(["a"]) != before
    digests = {
        now.digest(["a"]),
        Circumstances(CHALLENGE, Limits.model_validate({"memory": "1GB"}), engine).digest(["a"]),
        Circumstances(CHALLENGE, Limits(), None).digest(["a"]),
        Circumstances(CHALLENGE, Limits(), newer).digest(["a"]),
    }
    assert len(digests) == 4
    assert with_challenge("old rest", CHALLENGE) == f"{CHALLENGE.digest} rest"

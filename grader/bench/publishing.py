"""Publishing the image that was graded, without what the grader put on it."""

from grader.bench.blocked import BlockedError
from grader.bench.builds import Builds, Progress
from grader.engine.model import BuildFailure
from grader.errors import EngineFailureError
from grader.evidence import DEFAULT


def publish(builds: Builds, reference: str, progress: Progress) -> str:
    """Push the image that was graded, without the run's labels; returns its digest in the registry.

    Raises EngineFailureError, also where the layers are no longer those that were graded.
    """
    try:
        graded = builds.image(DEFAULT)
        name, image = builds.unlabelled(DEFAULT)
    except BlockedError:
        raise EngineFailureError("there is no image to publish") from None
    if isinstance(image, BuildFailure):
        raise EngineFailureError("the image could not be built again without the grader's labels")
    try:
        if image.layers != graded.layers:
            raise EngineFailureError("the image changed after it was graded; it is not published")
        progress(f"pushing {reference}")
        return builds.engine.push(image.image_id, reference)
    finally:
        builds.engine.remove_name(name)

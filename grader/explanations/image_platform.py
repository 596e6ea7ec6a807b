"""The base image is made for another system or processor."""

from grader.explanation import Explained, Explanation, Failure, fits, fits_not
from grader.text import one_line

_WORDS = ("cannot be used on this platform", "no matching manifest for", "no match for platform in manifest")


def _explain(failure: Failure) -> Explained | None:
    if not any(words in failure.reason for words in _WORDS) or "exit code" in failure.reason:
        return None
    return Explained(
        title="the base image is not made for this system or processor",
        found=one_line(failure.reason, 300),
        why="An image holds programs for one system, such as linux/amd64; this one is not there for the "
        "one that "
        "builds.",
        advice="Choose an image, or a tag, that is made for it: the registry lists the platforms of each "
        "tag.",
    )


EXPLANATION = Explanation(
    id="image-platform",
    moments=("build",),
    explain=_explain,
    examples=(
        fits("", "platforms", reason='image operating system "windows" cannot be used on this platform'),
        fits("", "linux/amd64", reason="a:1: no match for platform in manifest: not found"),
        fits_not("", reason="a:1: docker.io/library/a:1: not found"),
        fits_not("no matching manifest for linux/amd64", reason="a command ended with exit code: 1"),
    ),
)

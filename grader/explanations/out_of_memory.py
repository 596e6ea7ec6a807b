"""The container was ended because it used too much memory."""

from grader.explanation import Explained, Explanation, Failure, fits, fits_not

_SAID = "it used more memory than it may"


def _explain(failure: Failure) -> Explained | None:
    if _SAID not in failure.reason:
        return None
    return Explained(
        title="the application used more memory than it may",
        found=failure.reason,
        why="The container has the exercise's limit of memory, and the kernel ended what passed it.",
        advice="Start fewer workers, and load less when the application starts.",
    )


EXPLANATION = Explanation(
    id="out-of-memory",
    moments=("run", "answer"),
    explain=_explain,
    examples=(
        fits("", "workers", moment="run", exit_code=137, reason=f"ended with exit code 137 ({_SAID})"),
        fits_not("MemoryError: it used a lot", moment="run", exit_code=1, reason="exit code 1"),
        fits_not("Killed", moment="run", exit_code=137, reason="ended with exit code 137"),
    ),
)

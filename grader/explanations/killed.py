"""The first process was killed, and not for the memory of the container."""

from grader.explanation import Explained, Explanation, Failure, fits, fits_not


def _explain(failure: Failure) -> Explained | None:
    if failure.exit_code != 137:
        return None
    return Explained(
        title="the application was killed",
        found=failure.reason,
        why="Exit code 137 is 128 and 9: a signal that cannot be refused (SIGKILL). A process inside, such "
        "as a start "
        "script with kill -9, or the kernel sent it.",
        advice="Look for what ends the first process: a script, a process manager, a worker that takes too "
        "much memory.",
    )


EXPLANATION = Explanation(
    id="killed",
    moments=("run",),
    rank=1,
    explain=_explain,
    examples=(
        fits("", "SIGKILL", moment="run", exit_code=137, reason="ended by itself with exit code 137"),
        fits_not("Killed\n", moment="run", exit_code=1, reason="ended by itself with exit code 1"),
    ),
)

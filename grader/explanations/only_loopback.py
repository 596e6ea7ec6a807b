"""The application listens inside the container only."""

from grader.explanation import Explained, Explanation, Failure, fits, fits_not


def _explain(failure: Failure) -> Explained | None:
    if failure.problem != "only_loopback":
        return None
    return Explained(
        title="the application listens on 127.0.0.1, out of reach from outside the container",
        found=failure.reason,
        why="Every container has a 127.0.0.1 of its own. What listens there is reached by programs in the "
        "same "
        "container, and by nobody else.",
        advice="Let it listen on all addresses, 0.0.0.0: flask run takes --host, gunicorn --bind, uvicorn "
        "--host, "
        "app.run(host=...).",
    )


EXPLANATION = Explanation(
    id="only-loopback",
    moments=("answer",),
    explain=_explain,
    examples=(
        fits(
            "",
            "--bind",
            moment="answer",
            problem="only_loopback",
            port=5000,
            reason="it listens on loopback only",
        ),
        fits_not("Running on http://127.0.0.1:5000", moment="answer", problem="other_port", port=8000),
        fits_not("", moment="answer", problem="nothing_listens", port=8000),
    ),
)

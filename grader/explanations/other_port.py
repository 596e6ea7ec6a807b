"""The application listens on another port."""

from grader.explanation import Explained, Explanation, Failure, fits, fits_not


def _explain(failure: Failure) -> Explained | None:
    if failure.problem != "other_port":
        return None
    return Explained(
        title=f"nothing listens on port {failure.port}: the application listens on another one",
        found=failure.reason,
        why=f"The exercise asks port {failure.port}. EXPOSE only notes a port, it does not make a program "
        "listen.",
        advice=f"Start the application so that it listens on 0.0.0.0:{failure.port}.",
    )


EXPLANATION = Explanation(
    id="other-port",
    moments=("answer",),
    explain=_explain,
    examples=(
        fits("", "0.0.0.0:8000", moment="answer", problem="other_port", port=8000, reason="listens on 5000"),
        fits_not("", moment="answer", problem="nothing_listens", port=8000),
        fits_not("", moment="answer", problem="only_loopback", port=8000),
    ),
)

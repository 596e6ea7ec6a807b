"""The catalogue of explanations: one failure, one file. A new file here is found by itself."""

import importlib
import pkgutil
from functools import cache

from grader.evidence.cause import Cause
from grader.explanation import Explained, Explanation, Failure
from grader.explanation.unexplained import unexplained
from grader.text import one_line, plain

MAX_TEXT = 2000
_SOURCES = {"build": "build log", "run": "container log", "answer": "container log"}


@cache
def explanations() -> tuple[Explanation, ...]:
    """All of them, those of causes before those of what comes of causes."""
    found = [
        importlib.import_module(f"{__name__}.{module.name}").EXPLANATION
        for module in pkgutil.iter_modules(__path__)
    ]
    return tuple(sorted(found, key=lambda each: (each.rank, each.id)))


def explain(failure: Failure) -> Cause:
    """What the first explanation that fits says; just what happened where none does."""
    for explanation in explanations():
        explained = explanation.explain(failure) if failure.moment in explanation.moments else None
        if explained is not None:
            return _cause(explanation, explained, failure)
    return unexplained(failure)


def _cause(explanation: Explanation, explained: Explained, failure: Failure) -> Cause:
    """All texts made inert: what they quote is the submission's."""
    return Cause(
        id=explanation.id,
        moment=failure.moment,
        title=one_line(explained.title, 200),
        fault="machine" if failure.moment == "machine" else "learner",
        found=plain(explained.found, MAX_TEXT),
        source=_source(failure),
        why=plain(explained.why, MAX_TEXT),
        advice=plain(explained.advice, MAX_TEXT),
        file=explained.file or (failure.dockerfile.file if failure.dockerfile and failure.line else None),
        line=explained.line if explained.file or explained.line else failure.line,
        port=failure.port,
    )


def _source(failure: Failure) -> str:
    source = _SOURCES.get(failure.moment, "")
    return f"{source}, exit code {failure.exit_code}" if failure.exit_code is not None else source

"""Pulling images side by side, and whether a registry is reachable at all."""

import re
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Condition, Thread

from grader.engine.model import NotPulled
from grader.machine.answering import Answering
from grader.machine.work import Work
from grader.settings import mirror

ANSWER_SECONDS = 8.0
PROGRESS_SECONDS = 5.0
PROBE_SECONDS = 4.0
DEFAULT_REGISTRY = "https://index.docker.io/v2/"
"""Where Docker looks for images without a registry in their name (docker info calls it `Registry`)."""

_ANSWERED = re.compile(r"toomanyrequests|unauthorized|nobasicauth|unexpectedhttpstatus")
"""What engines say, without spaces, where a registry answered and does not serve."""


@dataclass(slots=True)
class _Pulls:
    outcomes: dict[str, NotPulled | None] = field(default_factory=dict)
    heard: bool = False
    changed: Condition = field(default_factory=Condition)

    def note(self) -> None:
        with self.changed:
            self.heard = True

    def end(self, reference: str, outcome: NotPulled | None) -> None:
        with self.changed:
            self.outcomes[reference] = outcome
            self.changed.notify_all()


def pull_all(
    engine: Answering, references: Sequence[str], work: Work, patience: float = ANSWER_SECONDS
) -> dict[str, NotPulled | None]:
    """Each image's outcome, None where it was pulled.

    Where no registry has said anything for `patience` seconds, what is not there is unreachable.
    """
    pulls = _Pulls()
    for reference in references:
        work.step(f"{reference}: pulling")
        Thread(target=_pull, args=(engine, reference, pulls, work), daemon=True).start()
    deadline = time.monotonic() + patience
    with pulls.changed:
        while len(pulls.outcomes) < len(references) and (pulls.heard or time.monotonic() < deadline):
            pulls.changed.wait(0.2)
        silent = NotPulled(f"no answer in {patience:.0f} s", unreachable=True)
        return {reference: pulls.outcomes.get(reference, silent) for reference in references}


def _pull(engine: Answering, reference: str, pulls: _Pulls, work: Work) -> None:
    said = time.monotonic()

    def on_line(line: str) -> None:
        nonlocal said
        pulls.note()
        if time.monotonic() - said >= PROGRESS_SECONDS:
            said = time.monotonic()
            work.step(f"{reference}: {line}")

    try:
        outcome = engine.pull(reference, on_line)
    except Exception as error:  # whatever it is: without an outcome, the others would be waited for in vain
        outcome = NotPulled(str(error), unreachable=False)
    pulls.end(reference, outcome)


def may_stand_in(outcome: NotPulled) -> bool:
    """Whether a stand-in may take the image's place: only where no registry answered.

    One that answered "too many requests" or "who are you" is there, and will answer otherwise later.
    """
    return outcome.unreachable and not _ANSWERED.search(outcome.reason.replace(" ", "").lower())


def seems_reachable(registry: str = DEFAULT_REGISTRY) -> bool:
    """Whether the registry answers this process; a hint only, as the engine has its own ways.

    A mirror that is set is taken for reachable. Raises UsageError where it is none.
    """
    if mirror() is not None:
        return True
    try:
        with urllib.request.urlopen(registry, timeout=PROBE_SECONDS):  # noqa: S310 - a fixed https address
            return True
    except urllib.error.HTTPError:
        return True  # it asks who is there
    except (OSError, ValueError):
        return False

"""What speaks against a health check: what was seen, and a hint."""

import re
from typing import TypeAlias

from grader.criterion.running import with_lines
from grader.evidence import CheckRun, HealthFact, HealthTrialFact, ImageConfig
from grader.text import some
from grader.units import show_duration

USUAL_INTERVAL = 30.0
"""Seconds between two checks where the image does not say (docs.docker.com, HEALTHCHECK)."""

Complaint: TypeAlias = tuple[str, str | None]
"""What was found, and a hint where the spec's own does not do."""

_CANNOT_FAIL = (
    "Let the command ask the application and end with the exit code of that: nothing behind it may succeed."
)
_STATUS_IGNORED = "Let the check fail at a status like 500: curl needs -f, Python's urlopen raises an error."
_NO_PROGRAM = (
    "The image has no such program: install it in the final stage, or use the application's language."
)
_NO_MODULE = re.compile(r"ModuleNotFoundError: No module named '([\w.]{1,60})'")
_IN_PYTHON = "Install it in the final stage, or use urllib.request, which comes with Python."


def against_trial(trial: HealthTrialFact, path: str | None) -> Complaint | None:
    """What the trial proves against the check; None where it can tell a healthy application."""
    if trial.alone and trial.alone.succeeded:
        return "the check succeeded where nothing listened", _CANNOT_FAIL
    if path and trial.answered and not _asks_for(trial.answered, path):
        asked = some(trial.answered.asked, 3) or "nothing"
        told = f"beside a server, the check did not ask for {path}; it asked for {asked}"
        return with_lines(told, trial.answered.output), None
    if trial.failing and trial.failing.succeeded:
        return f"the check succeeded though the answer to {path} was status 500", _STATUS_IGNORED
    return None


def against_state(health: HealthFact, config: ImageConfig, within: float) -> Complaint | None:
    """Why the container is not healthy; None where it is."""
    if health.status == "healthy":
        return None
    if health.status == "none":
        return "the container has no health: the engine runs no HEALTHCHECK", None
    interval = config.health_interval or USUAL_INTERVAL
    if health.status == "starting" and interval >= within:
        told = f"the check runs only every {show_duration(interval)}, and it had {show_duration(within)}"
        return told, f"Give HEALTHCHECK an --interval that is much shorter than {show_duration(within)}."
    told = with_lines(f"{health.status} after {show_duration(health.seconds)}", health.output)
    said = " ".join(health.output).lower()
    if "not found" in said and ("curl" in said or "wget" in said):
        return told, _NO_PROGRAM
    module = _NO_MODULE.search(" ".join(health.output))
    return told, f"The image has no module {module[1]}. {_IN_PYTHON}" if module else None


def _asks_for(run: CheckRun, path: str) -> bool:
    return any(_path(request.partition(" ")[2]) == _path(path) for request in run.asked)


def _path(target: str) -> str:
    """Without its query and a slash at the end."""
    return target.partition("?")[0].rstrip("/")

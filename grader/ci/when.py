"""What starts a run of a workflow, and whether the whole is then graded.

The variables are those of GitHub's "Default environment variables"; the default branch comes from action.yml.
"""

from collections.abc import Iterator, Mapping

from grader.errors import UsageError
from grader.text import did_you_mean

ALWAYS = "always"
OCCASIONS = {
    "tag": "a tag",
    "dispatch": "a run that is started by hand",
    "default-branch": "a push to the default branch",
    "pull-request": "a pull request",
    "schedule": "a run by the clock",
}
_EVENTS = {
    "workflow_dispatch": "dispatch",
    "pull_request": "pull-request",
    "pull_request_target": "pull-request",
    "schedule": "schedule",
}


def occasions(text: str) -> tuple[str, ...]:
    """The occasions that the input `whole` names; none where it is `always`. Raises UsageError."""
    words = tuple(text.split())
    for word in words:
        if word not in OCCASIONS and words != (ALWAYS,):
            near = did_you_mean(word, OCCASIONS) or f": write {ALWAYS}, or some of {', '.join(OCCASIONS)}"
            raise UsageError(f"the input whole has {word!r}{near}")
    return () if words == (ALWAYS,) else words


def is_whole(wanted: tuple[str, ...], variables: Mapping[str, str]) -> bool:
    """Whether the whole is graded on this run; always where no occasion is named."""
    return not wanted or bool(set(wanted) & set(_here(variables)))


def in_words(wanted: tuple[str, ...]) -> str:
    """When the whole is graded, as one reads it: `a tag, a pull request or a run by the clock`."""
    *before, last = (OCCASIONS[each] for each in wanted)
    return f"{', '.join(before)} or {last}" if before else last


def _here(variables: Mapping[str, str]) -> Iterator[str]:
    event, kind = variables.get("GITHUB_EVENT_NAME", ""), variables.get("GITHUB_REF_TYPE", "")
    if event in _EVENTS:
        yield _EVENTS[event]
    if event == "push" and kind == "tag":
        yield "tag"
    branch = variables.get("INPUT_DEFAULT_BRANCH")
    if event == "push" and kind == "branch" and branch and variables.get("GITHUB_REF_NAME") == branch:
        yield "default-branch"

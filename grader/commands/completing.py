"""What a shell offers when the learner presses TAB: ids, read from the course's files without loading a spec.

What cannot be read is not offered; a complaint would land in the middle of the line that is being typed.
"""

import re

import click

from grader.course import find_course, is_id, spec_file
from grader.errors import GraderError

MAX_SPEC_BYTES = 1_000_000
_INDENTED_ID = re.compile(r"^[ ]+(?:-[ ]+)?id:[ ]*[\"']?([a-z0-9][a-z0-9-]*)", re.ASCII | re.MULTILINE)
"""A criterion's id; the challenge's own stands at the beginning of its line."""


def challenge_ids(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The ids of the course's challenges that begin with what is typed, sorted."""
    return [name for name in _known_challenges() if name.startswith(incomplete)]


def criterion_ids(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The ids of the criteria of the challenge that is named before, in the order of the spec."""
    typed = ctx.params.get("challenge_id") or ""
    known = _known_challenges()
    meant = [typed] if typed in known else [name for name in known if typed and name.startswith(typed)]
    return [one for one in _criteria(meant[0]) if one.startswith(incomplete)] if len(meant) == 1 else []


def _known_challenges() -> list[str]:
    try:
        course = find_course()
    except GraderError:
        return []
    files = course.glob("challenges/*/challenge.yaml") if course else ()
    return sorted(file.parent.name for file in files if is_id(file.parent.name))


def _criteria(challenge_id: str) -> list[str]:
    file = spec_file(challenge_id)
    if file is None:
        return []
    try:
        with file.open("rb") as stream:
            text = stream.read(MAX_SPEC_BYTES).decode("utf-8", "replace")
    except OSError:
        return []
    return list(dict.fromkeys(_INDENTED_ID.findall(text)))

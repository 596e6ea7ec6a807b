"""What is refused before anything is built, each as a cause."""

from grader.dockerfile import Dockerfile
from grader.dockerfile.meaning.fetched import Refused
from grader.evidence import Blocked, Cause
from grader.text import listed, nearest, one_line
from grader.values import replace


def unreadable(why: str, file: str, line: int | None, text: str) -> Blocked:
    """A Dockerfile that BuildKit would not take, for the reason `why`; `text` is what is written in it."""
    from grader.explanation import Failure  # nothing has to be explained of most submissions
    from grader.explanations import explain

    cause = explain(Failure(moment="dockerfile", reason=why, line=line, text=text))
    told = replace(cause, file=file) if cause.explained else None
    return Blocked("dockerfile", f"{file}:{line or 0}: {why}", file, line, told)


def not_allowed(refused: Refused, file: str) -> Blocked:
    """An image or an address that may not be used here."""
    meant = f" Did you mean {refused.meant}?" if refused.meant else ""
    cause = Cause(
        id="not-allowed",
        moment="dockerfile",
        title=refused.what,
        why=refused.why,
        advice=meant.strip(),
        file=file,
        line=refused.line,
    )
    why = f"{file}:{refused.line}: {refused.what}. {refused.why}{meant}"
    return Blocked("build", why, file, refused.line, cause)


def no_such_stage(dockerfile: Dockerfile, target: str) -> Blocked:
    """The stage that an exercise builds by its name is not there."""
    names, wanted = [stage.name for stage in dockerfile.stages if stage.name], one_line(target, 60)
    near = nearest(target, names)
    cause = Cause(
        id="no-such-stage",
        moment="build",
        title=f"there is no stage named {wanted}",
        why="The exercise builds that stage by its name. "
        + (listed("The Dockerfile names:", names) or "The Dockerfile names no stage."),
        advice=f"Did you mean {wanted} where {near} stands?" if near else f"Name it: FROM ... AS {wanted}",
        file=dockerfile.file,
    )
    return Blocked("build", cause.title, dockerfile.file, cause=cause)


def no_such_image(why: str, dockerfile: Dockerfile, line: int | None) -> Blocked:
    """An image that a registry does not have, or whose name is a slip, for the reason `why`."""
    from grader.explanation import Failure
    from grader.explanations import explain

    cause = explain(Failure(moment="build", reason=why, dockerfile=dockerfile, line=line))
    return Blocked("build", why, dockerfile.file, line, cause)

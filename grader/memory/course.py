"""How far a learner has come in each challenge of the course, and where to go on."""

from collections.abc import Sequence

from grader.challenge import Challenge
from grader.memory.gradings import past_gradings
from grader.memory.remembering import by_now
from grader.values import Value


class Standing(Value, kw_only=True):
    """What is remembered of the starter of one challenge, by its spec as it is now.

    `best` and `last` are points of gradings in which every criterion was judged; `when` is the last grading,
    in seconds since the epoch; `to_meet` are the criteria that were not met then. With `changed` there are
    gradings by another spec only.
    """

    challenge: str
    title: str
    level: str
    max_score: int
    best: int | None = None
    last: int | None = None
    when: float | None = None
    to_meet: tuple[str, ...] = ()
    changed: bool = False

    @property
    def is_done(self) -> bool:
        """Whether everything was met once."""
        return self.best == self.max_score


def standing(challenge: Challenge) -> Standing:
    """How far the folder that the learner edits has come."""
    past = past_gradings(challenge.id, challenge.starter)
    same_spec = [one for one in past if one.digest == challenge.digest]
    whole = [one.score for one in same_spec if one.is_whole]
    known = by_now(past, challenge.digest)
    return Standing(
        challenge=challenge.id,
        title=challenge.title,
        level=challenge.level,
        max_score=challenge.max_score,
        best=max(whole, default=None),
        last=whole[-1] if whole else None,
        when=past[-1].when if past else None,
        to_meet=tuple(
            one.id for one in challenge.criteria if one.id in known and known[one.id].outcome != "met"
        ),
        changed=bool(past) and not same_spec,
    )


def next_challenge(standings: Sequence[Standing]) -> str | None:
    """Where to go on: the challenge last worked at, else the first that is not done; None where all are."""
    left = [one for one in standings if not one.is_done]
    begun = [one for one in left if one.when is not None]
    go_on = max(begun, key=lambda one: one.when or 0, default=left[0] if left else None)
    return go_on.challenge if go_on else None

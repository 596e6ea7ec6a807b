"""How the bench stops where the submission itself keeps a fact from being known."""

from grader.evidence import Blocked


class BlockedError(Exception):
    """The submission is unusable or does not build; `Bench.ask` answers with `blocked`."""

    def __init__(self, blocked: Blocked) -> None:
        self.blocked = blocked
        super().__init__(blocked.reason)

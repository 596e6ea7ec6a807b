"""A thread of its own for work that another thread may end."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Did = TypeVar("Did")
Given = ParamSpec("Given")

_ENDED = "nothing more is begun"


class Worker:
    """Does one piece of work after the other, until `stop`."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    def begin(self, work: Callable[Given, Did], *given: Given.args, **named: Given.kwargs) -> "Future[Did]":
        """The work, done when all before it is done. InterruptedError after `stop`."""
        try:
            return self._pool.submit(work, *given, **named)
        except RuntimeError:  # the pool was shut down, maybe a moment ago
            raise InterruptedError(_ENDED) from None

    def stop(self) -> None:
        """Begin nothing more, wait for nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """Wait until the work has ended."""
        self._pool.shutdown()


def outcome(begun: "Future[Did]") -> Did:
    """What the work came to, once it is done. InterruptedError where it was never begun."""
    try:
        return begun.result()
    except CancelledError:
        raise InterruptedError(_ENDED) from None

"""Work that takes long: what is said of it, and child processes that end with it."""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from grader.engine.child import Child
from grader.errors import EngineFailureError
from grader.text import last_lines
from grader.values import Value, field

LIMIT_SECONDS = 1800.0
SHOWN_LINES = 30


class Work(Value, kw_only=True):
    """One run of a command; several threads may say and run things at the same time."""

    quiet: bool = False
    started: float = field(default_factory=time.monotonic)
    stopped: Event = field(default_factory=Event)

    def step(self, text: str) -> None:
        """Say what is done now, with the seconds since the start; nothing where `quiet`."""
        if not self.quiet:
            head = f"[{time.monotonic() - self.started:3.0f} s]"
            self.tell(f"\x1b[1m{head}\x1b[0m {text}" if _in_colour() else f"{head} {text}")

    def tell(self, line: str) -> None:
        """Say a result; each is one write, so that those of several threads never mix."""
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    def run(self, what: str, *command: str, environment: Mapping[str, str] | None = None) -> str:
        """What the command printed; EngineFailureError with its last lines where it fails.

        `environment` is added to this process's own. Setting `stopped` ends the command.
        """
        env = {**os.environ, **(environment or {})}
        try:
            with Child(command, env) as child:
                done = child.result(LIMIT_SECONDS, stopped=self.stopped)
        except FileNotFoundError as error:
            raise EngineFailureError(f"{what} failed: {error}") from error
        if done.exit_code == 0:
            return done.output
        raise EngineFailureError("\n".join((*last_lines(done.output, SHOWN_LINES), f"{what} failed")))

    @contextmanager
    def threads(self, count: int) -> Iterator[ThreadPoolExecutor]:
        """Threads for this work; what they run ends when the block fails or is interrupted."""
        with ThreadPoolExecutor(count) as pool:
            try:
                yield pool
            except BaseException:
                self.stopped.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def _in_colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")

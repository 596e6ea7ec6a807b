"""Being told to stop is the same as Ctrl-C: what was created gets removed."""

import signal
import threading


def interrupt_on_termination() -> None:
    """Turn SIGTERM, which CI systems send, into KeyboardInterrupt."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt

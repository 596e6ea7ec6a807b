"""Commands called where no engine answers, and a class that is graded without one."""

from tests.classroom.conftest import workers
from tests.commands.conftest import call

__all__ = ["call", "workers"]

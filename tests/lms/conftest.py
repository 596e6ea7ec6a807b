"""Commands called where no engine answers."""

from tests.commands.conftest import call

__all__ = ["call"]

"""Everything that talks to a container engine, Docker or Podman."""

from grader.engine.client import Engine
from grader.engine.connect import connect

__all__ = ["Engine", "connect"]

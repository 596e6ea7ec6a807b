"""Everything that talks to a container engine, Docker or Podman. Others know `port` and `model` only."""

from grader.engine.port import Container, Engine, FileTree, LayerTree

__all__ = ["Container", "Engine", "FileTree", "LayerTree", "connect"]


def connect() -> Engine:
    """The first engine that answers; EngineUnavailableError says where it was looked for."""
    from grader.engine.discovery import find_engine  # the engine's library takes a while to load

    return find_engine()

"""Where an engine that is started here keeps its files."""

import os
from pathlib import Path

from grader.machine.flavours import PRIVATE, Flavour
from grader.values import Value

SOCKET = Path("/run/docker.sock")
"""Where the private engine listens: clients look there by themselves."""


class Home(Value):
    """The folder of the private engine, or of another flavour."""

    folder: Path
    flavour: Flavour = PRIVATE

    @property
    def root(self) -> Path:
        """The root directory of its processes."""
        return self.folder / "root"

    @property
    def run(self) -> Path:
        """Its process ids and the logs of its daemons."""
        return self.folder / "run"

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.run / "engine.sock" if self.flavour.beside else SOCKET

    @property
    def pid_file(self) -> Path:
        """The process id of its daemon."""
        return self.run / f"{self.flavour.engine}.pid"

    @property
    def archives(self) -> Path:
        """Stand-ins as archives, from which the other image store loads the very same layers."""
        return self.folder / "images"

    @property
    def lock(self) -> Path:
        """The file that one start or stop holds at a time."""
        return self.folder / "lock"

    @property
    def all_data(self) -> Path:
        """The images and containers of all its image stores."""
        return self.folder / "data"

    def data(self, store: str) -> Path:
        """The images and containers of one image store."""
        return self.all_data / store


def engine_home(flavour: Flavour = PRIVATE) -> Home:
    """GRADER_ENGINE_HOME, else /var/lib/grader-engine; a folder below it for a flavour beside the others."""
    folder = Path(os.environ.get("GRADER_ENGINE_HOME") or "/var/lib/grader-engine")
    return Home(folder / "flavours" / flavour.name if flavour.beside else folder, flavour)

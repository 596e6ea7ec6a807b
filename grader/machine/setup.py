"""An engine and base images on a machine that may have neither; what can wait side by side does."""

from collections.abc import Sequence

from grader.errors import EngineUnavailableError
from grader.machine.answering import answering
from grader.machine.base_images import provide_with
from grader.machine.debian import install_mmdebstrap, is_debian_root
from grader.machine.home import Home
from grader.machine.pulls import seems_reachable
from grader.machine.recipes import Rootfs, building_order, find_recipe
from grader.machine.roots import Roots, temporary_roots
from grader.machine.up import up
from grader.machine.wanted import base_images
from grader.machine.work import Work

NO_ENGINE = "No engine: only what needs none can be graded."


def set_up(home: Home, work: Work, challenges: Sequence[str] = ()) -> None:
    """An engine that answers, with the base images of these challenges (of all where none is named).

    Without an engine this says so and is content: much can be graded without one. Raises EngineFailureError
    where an image cannot be had, UsageError and SpecError for the challenges.
    """
    wanted = base_images(challenges)
    with temporary_roots(work) as roots:
        if answering() is None and is_debian_root():
            _prepare(roots, wanted, home, work)
        try:
            engine = up(home, work)
        except EngineUnavailableError as error:
            work.stopped.set()  # no engine will take what was begun
            work.tell(f"{error}\n{NO_ENGINE}")
            return
        provide_with(roots, wanted, engine, home, work)


def _prepare(roots: Roots, wanted: Sequence[str], home: Home, work: Work) -> None:
    """Begin the roots that a new engine will need, where no registry seems reachable."""
    if home.root.is_dir() or seems_reachable():
        return
    install_mmdebstrap(work)  # once, before several call it
    for reference in building_order(wanted, lambda _recipe: True).static_order():
        if isinstance(recipe := find_recipe(reference), Rootfs):
            roots.begin(recipe)

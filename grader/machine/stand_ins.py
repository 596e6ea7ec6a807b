"""Making stand-ins: official names, the host's own packages."""

import tempfile
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from pathlib import Path

from grader.errors import EngineFailureError
from grader.machine import debian
from grader.machine.answering import Answering, has_client
from grader.machine.home import Home
from grader.machine.keep import KEY_LABEL, archive_of, load_archive
from grader.machine.private import is_private
from grader.machine.recipes import Layered, Recipe, Rootfs, building_order, find_recipe, key_of
from grader.machine.rootfs import ground
from grader.machine.roots import Roots
from grader.machine.work import Work
from grader.values import Value

SIDE_BY_SIDE = 2
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def why_none(reference: str) -> str | None:
    """Why a stand-in for this image cannot be made here; None where it can."""
    if find_recipe(reference) is None:
        return "no registry is reachable, and there is no recipe for a stand-in in scripts/stand-ins"
    if not debian.is_debian_root() or not debian.CA_BUNDLE.is_file():
        return "no registry is reachable, and a stand-in can be built only as root on Debian or Ubuntu"
    return None if has_client() else "no registry is reachable, and a stand-in needs the docker command"


class StandIns(Value):
    """Makes stand-ins on one engine."""

    engine: Answering
    home: Home
    work: Work
    roots: Roots
    ground: bytes

    def is_current(self, reference: str) -> bool:
        """Whether the image is there: an official one as it is, a stand-in only from today's recipe."""
        found = self.engine.image(reference)
        if found is None or not found.is_stand_in or why_none(reference) is not None:
            return found is not None
        return dict(found.config.labels).get(KEY_LABEL) == self._key(_recipe(reference))

    def make_all(self, references: Iterable[str]) -> dict[str, str]:
        """How each was made, of these and of what they are built on; raises EngineFailureError."""
        order = building_order(references, self._needs_parent)
        order.prepare()
        made: dict[str, str] = {}
        with self.work.threads(SIDE_BY_SIDE) as pool:
            running: dict[Future[str], str] = {}
            while order.is_active():
                running |= {pool.submit(self._make, _recipe(name)): name for name in order.get_ready()}
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    name = running.pop(done)
                    made[name] = done.result()
                    order.done(name)
        return made

    def _needs_parent(self, recipe: Layered) -> bool:
        return self._archive(recipe) is None and not self.is_current(recipe.parent)

    def _make(self, recipe: Recipe) -> str:
        outdated = self.engine.image(recipe.image)
        archive = self._archive(recipe)
        if archive:
            self.work.step(f"{recipe.image}: loading the stand-in that was built before")
            load_archive(archive, self.engine, self.work)
        elif isinstance(recipe, Rootfs):
            self._import(recipe)
        else:
            self._build(recipe)
        if outdated:
            with suppress(EngineFailureError):  # without force: what containers still use stays
                self._docker("removing the old one", "image", "rm", outdated.image_id)
        return "stand-in loaded" if archive else "stand-in built"

    def _import(self, recipe: Rootfs) -> None:
        archive = self.roots.get(recipe)
        self.work.step(f"{recipe.image}: importing")
        labels = {
            "org.opencontainers.image.title": "stand-in",
            "org.opencontainers.image.description": recipe.description,
            KEY_LABEL: self._key(recipe),
        }
        changes = [f'LABEL {name}="{value}"' for name, value in labels.items()]
        changes += ['CMD ["bash"]', f"ENV PATH={_PATH}"]
        message = ("--message", "Debian root from the host's package mirror")
        options = (*message, *(f"--change={change}" for change in changes))
        self._docker(f"docker import of {recipe.image}", "import", *options, str(archive), recipe.image)
        archive.unlink()

    def _build(self, recipe: Layered) -> None:
        self.work.step(f"{recipe.image}: building the stand-in on {recipe.parent}")
        with tempfile.TemporaryDirectory(dir=self.roots.folder) as empty:
            options = ("--load", "--provenance=false", "--tag", recipe.image, "--file", str(recipe.file))
            label = ("--label", f"{KEY_LABEL}={self._key(recipe)}")
            context = str(recipe.context or empty)
            self._docker(f"docker build of {recipe.image}", "buildx", "build", *options, *label, context)

    def _docker(self, what: str, *arguments: str) -> None:
        self.work.run(what, "docker", *arguments, environment=self.engine.environment)

    def _key(self, recipe: Recipe) -> str:
        return key_of(recipe, self.ground)

    def _archive(self, recipe: Recipe) -> Path | None:
        """Only the private engine keeps archives."""
        archive = archive_of(self.home, recipe.image, self._key(recipe))
        return archive if archive.exists() and is_private(self.engine, self.home) else None


def stand_ins(engine: Answering, home: Home, work: Work, roots: Roots) -> StandIns:
    """What makes stand-ins on this engine."""
    return StandIns(engine, home, work, roots, ground())


def _recipe(reference: str) -> Recipe:
    recipe, reason = find_recipe(reference), why_none(reference)
    if recipe is None or reason is not None:
        raise EngineFailureError(f"{reference}: {reason}")
    return recipe

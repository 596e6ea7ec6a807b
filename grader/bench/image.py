"""What built images are made of: their configuration, history, sizes and files.

What only few challenges ask is loaded when it is asked: a grading waits for all that is loaded before.
"""

from functools import singledispatchmethod
from typing import Any

from grader.bench.blocked import BlockedError
from grader.bench.builds import Builds, Progress
from grader.bench.layers import history, layer_sizes
from grader.bench.listings import Listings
from grader.bench.own_layers import own_layers
from grader.bench.source import Source
from grader.bench.toolchains import toolchains
from grader.evidence import (
    DEFAULT,
    Answer,
    ArgumentRun,
    ArgumentTrial,
    Broken,
    Build,
    BuildFact,
    BuildOptions,
    BuiltImage,
    Filesystem,
    FilesystemFact,
    HeldFile,
    HeldFileFact,
    HeldSecrets,
    HeldSecretsFact,
    ImageFact,
    ImageFiles,
    ImageFilesFact,
    ImageSize,
    OwnLayers,
    OwnLayersFact,
    PackageFiles,
    PackageFilesFact,
    Question,
    Rebuild,
    RebuildFact,
    SizeFact,
    StarterSize,
    Toolchains,
    ToolchainsFact,
)


class ImageRoom:
    """Answers questions about the images of one submission; `starter` builds the untouched starter."""

    def __init__(self, builds: Builds, starter: Source | None, progress: Progress) -> None:
        self._builds, self._starter, self._progress = builds, starter, progress
        self._listings = Listings(builds.engine, progress)

    @singledispatchmethod
    def answer(self, question: Question[Any]) -> Answer[Any]:
        """The fact. BlockedError where the image cannot be built, EngineFailureError."""
        raise TypeError(f"the image does not answer {question!r}")

    @answer.register
    def _(self, question: Build) -> BuildFact:
        try:
            self._builds.image(question.options)
        except BlockedError as error:
            why = error.blocked
            if why.phase != "build":
                raise
            return BuildFact(succeeded=False, reason=why.reason, file=why.file, line=why.line)
        return BuildFact(succeeded=True)

    @answer.register
    def _(self, question: ArgumentTrial) -> tuple[ArgumentRun, ...]:
        from grader.bench.argument_trial import argument_trial

        return argument_trial(self._builds, question)

    @answer.register
    def _(self, question: BuiltImage) -> ImageFact:
        image = self._builds.image(question.options)
        entries = history(self._builds, image, question.options)
        base = self._builds.base(image, question.options)
        config = self._builds.drawn.undone(image.config, question.options)
        return ImageFact(image.image_id, base, entries, image.layers, config, image.platform)

    @answer.register
    def _(self, question: ImageSize) -> SizeFact:
        return _size(self._builds, question.options)

    @answer.register
    def _(self, _question: StarterSize) -> SizeFact | Broken:
        if self._starter is None:
            return Broken("there is no starter to compare with")
        self._progress("building the starter's image, to compare with")
        try:
            return _size(self._builds.of(self._starter), DEFAULT)
        except BlockedError as error:
            return Broken(f"the challenge's own starter does not build: {error}")

    @answer.register
    def _(self, question: Rebuild) -> RebuildFact | Broken:
        from grader.bench.rebuild import rebuild

        return rebuild(self._builds, question.touch)

    @answer.register
    def _(self, question: Filesystem) -> FilesystemFact:
        from grader.bench.software import software

        image = self._builds.image(question.options)
        return software(self._builds, image, question.options, self._progress)

    @answer.register
    def _(self, question: PackageFiles) -> PackageFilesFact:
        from grader.bench.package_files import package_files

        return package_files(self._builds, self._listings, question)

    @answer.register
    def _(self, question: OwnLayers) -> OwnLayersFact:
        image = self._builds.image(question.options)
        return own_layers(self._builds, self._listings, image, question.patterns, question.options)

    @answer.register
    def _(self, question: Toolchains) -> ToolchainsFact:
        image = self._builds.image(question.options)
        return toolchains(self._builds, image, question.options, self._progress)

    @answer.register
    def _(self, question: ImageFiles) -> ImageFilesFact:
        from grader.bench.image_files import image_files

        image = self._builds.image(question.options)
        return image_files(self._builds, self._listings, image, question)

    @answer.register
    def _(self, question: HeldSecrets) -> HeldSecretsFact:
        from grader.bench.held_secrets import HeldSecretsSearch
        from grader.bench.secret_files import known_values
        from grader.secrets.search import Search

        given = self._starter.folder if self._starter else None
        values = known_values(self._builds.source.folder, given)
        search = Search.of(value for value in values if value.name not in question.allowed)
        return HeldSecretsSearch(
            self._builds, self._listings, search, question.options, self._progress
        ).fact()

    @answer.register
    def _(self, question: HeldFile) -> HeldFileFact:
        from grader.bench.held_file import held_file

        return held_file(self._builds, self._listings, question.path, question.options)


def _size(builds: Builds, options: BuildOptions) -> SizeFact:
    image = builds.image(options)
    layers, listed = layer_sizes(builds, image, options), builds.engine.listed_size(image)
    total = sum(layer.size_bytes for layer in layers)
    return SizeFact(total, "unpacked", listed, builds.engine.about.store, layers)

"""Secrets that an image holds: in its final stage's text, its configuration, its history, its layers."""

from collections.abc import Iterator, Mapping, Sequence

from grader.bench.builds import Builds, Progress
from grader.bench.layer_secrets import Found, keep_found, kept_found, named_files, search_layer, too_large
from grader.bench.listings import Listing, Listings
from grader.bench.own_layers import layer_instructions, own_diff_ids
from grader.engine.model import Image
from grader.evidence import BuildOptions, FoundSecret, HeldSecretsFact, ImageConfig
from grader.secrets.search import Search
from grader.text import one_line
from grader.values import Value


class HeldSecretsSearch(Value):
    """Looks for secrets in one image; the methods raise EngineFailureError."""

    builds: Builds
    listings: Listings
    search: Search
    options: BuildOptions
    progress: Progress

    def fact(self) -> HeldSecretsFact:
        """What the image holds of the values, and the tokens and secret files in its own layers."""
        image = self.builds.image(self.options)
        found = list(self._in_dockerfile())
        told = {each.what for each in found}
        found += [each for each in self._in_config(image) if each.what not in told]
        own = own_diff_ids(self.builds, image, self.options)
        listings = dict(zip(own, self.listings.of(image, own), strict=True))
        found += self._in_layers(image, listings)
        excess = next((why for listing in listings.values() if (why := too_large(listing))), None)
        names = tuple(dict.fromkeys(each.name for each in self.search.values))
        return HeldSecretsFact(tuple(dict.fromkeys(found)), names, excess)

    def _in_dockerfile(self) -> Iterator[FoundSecret]:
        dockerfile = self.builds.source.dockerfile_with(self.options)
        stage = dockerfile.stage(self.options.target) or dockerfile.final
        for item in dockerfile.executed_in_lineage(stage):
            text = "\n".join([item.text, *(heredoc.content for heredoc in item.heredocs)])
            yield from (FoundSecret(what, item.keyword, item.line) for what in self.search.in_text(text))

    def _in_config(self, image: Image) -> Iterator[FoundSecret]:
        steps = (entry.created_by for entry in self.builds.engine.history(image.image_id))
        for where, text in (*_config_texts(image.config), *(("the history", step) for step in steps)):
            yield from (FoundSecret(what, where) for what in self.search.in_text(text))

    def _in_layers(self, image: Image, listings: Mapping[str, Listing]) -> Iterator[FoundSecret]:
        makers = layer_instructions(self.builds, image, self.options)[len(image.layers) - len(listings) :]
        held = self._searched(image, listings)
        for (diff_id, listing), (_, line) in zip(listings.items(), makers, strict=True):
            for what, path in (*named_files(listing), *held.get(diff_id, ())):
                yield FoundSecret(what, one_line(path, 120), line)

    def _searched(self, image: Image, listings: Mapping[str, Listing]) -> Mapping[str, Sequence[Found]]:
        """What each layer holds that can be searched; what is kept is not searched again."""
        wanted = [each for each, listing in listings.items() if not too_large(listing)]
        kept = {each: kept_found(each, self.search) for each in wanted}
        held: dict[str, Sequence[Found]] = {each: found for each, found in kept.items() if found is not None}
        if missing := [each for each in wanted if each not in held]:
            self.progress("searching the image's layers for secrets")
            with self.builds.engine.layers(image, missing) as trees:
                for each in missing:
                    held[each] = search_layer(trees[each], listings[each], self.search)
                    keep_found(each, self.search, held[each])
        return held


def _config_texts(config: ImageConfig) -> Iterator[tuple[str, str]]:
    yield from ((f"ENV {one_line(name, 80)}", value) for name, value in config.variables.items())
    yield from ((f"LABEL {one_line(name, 80)}", f"{name}\n{value}") for name, value in config.labels)
    rest = (*config.command, *config.entrypoint, *config.healthcheck, *config.volumes, *config.ports)
    yield "the configuration", "\n".join((*rest, config.working_dir, config.user, config.stop_signal))

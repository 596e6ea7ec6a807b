"""Names of images (rules of github.com/distribution/reference, which BuildKit uses)."""

import re

from grader.values import Value

_LONGEST_NAME = 255
_LONGEST_REFERENCE = 1_024
DEFAULT_REGISTRY = "docker.io"
_LEGACY_REGISTRY = "index.docker.io"
OFFICIAL_FOLDER = "library/"
_LATEST = "latest"
_SCRATCH = "scratch"

_LABEL = r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)"
_REGISTRY = re.compile(rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?", re.ASCII)
_COMPONENT = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_PATH = re.compile(rf"{_COMPONENT}(?:/{_COMPONENT})*", re.ASCII)
_TAG = re.compile(r"\w[\w.-]{0,127}", re.ASCII)
_HEX_LENGTHS = {"sha256": 64, "sha384": 96, "sha512": 128}
_IDENTIFIER = re.compile(r"[a-f0-9]{64}")


class Reference(Value):
    """The name of an image taken apart; `str()` is its familiar form.

    The familiar form leaves out `docker.io/library/` and `docker.io/`, and says `:latest` where there is
    neither tag nor digest.
    """

    registry: str
    """The host, with its port if there is one; `docker.io` where the name does not say."""
    repository: str
    """The path on the registry: `library/python`."""
    tag: str
    """Empty where the name has none."""
    digest: str
    """`sha256:` and its digits; empty where the name has none."""

    @property
    def name(self) -> str:
        """The familiar name, without tag and digest: `python`, `ghcr.io/owner/app`."""
        if self.registry != DEFAULT_REGISTRY:
            return f"{self.registry}/{self.repository}"
        short = self.repository.removeprefix(OFFICIAL_FOLDER)
        return self.repository if "/" in short else short

    @property
    def version(self) -> str:
        """What the engine looks for under the name: the digest, else the tag, else `latest`."""
        return self.digest or self.tag or _LATEST

    def __str__(self) -> str:
        tag = f":{self.tag}" if self.tag else ""
        digest = f"@{self.digest}" if self.digest else ""
        return self.name + (tag + digest or f":{_LATEST}")


def familiar_reference(reference: str) -> str:
    """Return an image reference in its familiar form; ValueError with the engine's reason where it is none.

    `scratch`, which is no image, is returned as it is.
    """
    return reference if reference == _SCRATCH else str(parse_reference(reference))


def parse_reference(reference: str) -> Reference:
    """Take the name of an image apart. Raises ValueError with the engine's reason for an invalid one."""
    if len(reference) > _LONGEST_REFERENCE:
        raise ValueError("invalid reference format: too long")
    if _IDENTIFIER.fullmatch(reference):
        raise ValueError(f"invalid repository name ({reference}), cannot specify 64-byte hexadecimal strings")
    registry, rest = _split_registry(reference)
    named, at, digest = rest.partition("@")
    path, colon, tag = named.partition(":")
    if path != path.lower():
        raise ValueError(f"invalid reference format: repository name ({path}) must be lowercase")
    well_formed = (
        _REGISTRY.fullmatch(registry) and _PATH.fullmatch(path) and (not colon or _TAG.fullmatch(tag))
    )
    if not well_formed or (at and not _is_digest(digest)):
        raise ValueError(f'invalid reference format: "{reference}"')
    if len(path) > _LONGEST_NAME:
        raise ValueError(f"repository name must not be more than {_LONGEST_NAME} characters")
    return Reference(registry, path, tag, digest)


def _split_registry(reference: str) -> tuple[str, str]:
    first, slash, rest = reference.partition("/")
    is_host = "." in first or ":" in first or first == "localhost" or first != first.lower()
    registry, rest = (first, rest) if slash and is_host else (DEFAULT_REGISTRY, reference)
    registry = DEFAULT_REGISTRY if registry == _LEGACY_REGISTRY else registry
    official = registry == DEFAULT_REGISTRY and "/" not in rest
    return registry, OFFICIAL_FOLDER + rest if official else rest


def _is_digest(digest: str) -> bool:
    algorithm, _, hexadecimal = digest.partition(":")
    length = _HEX_LENGTHS.get(algorithm)
    return length is not None and re.fullmatch(rf"[a-f0-9]{{{length}}}", hexadecimal) is not None

"""Names of images (rules of github.com/distribution/reference, which BuildKit uses)."""

import re
from dataclasses import dataclass

_LONGEST_NAME = 255
_LONGEST_REFERENCE = 1_024
_DEFAULT_DOMAIN = "docker.io"
_LEGACY_DOMAIN = "index.docker.io"
_OFFICIAL = "library/"

_LABEL = r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)"
_DOMAIN = re.compile(rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?", re.ASCII)
_COMPONENT = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_PATH = re.compile(rf"{_COMPONENT}(?:/{_COMPONENT})*", re.ASCII)
_TAG = re.compile(r"\w[\w.-]{0,127}", re.ASCII)
_HEX_LENGTHS = {"sha256": 64, "sha384": 96, "sha512": 128}
_IDENTIFIER = re.compile(r"[a-f0-9]{64}")


@dataclass(frozen=True, slots=True)
class _Reference:
    domain: str
    path: str
    tag: str
    digest: str


def familiar_reference(reference: str) -> str:
    """Return an image reference in its familiar form.

    `docker.io/library/` and `docker.io/` are left out, `:latest` is added where there is neither tag nor
    digest. Raises ValueError with the engine's reason for an invalid reference. `scratch`, which is no image,
    is returned as it is.
    """
    if reference == "scratch":
        return reference
    parts = _parse(reference)
    name = parts.path if parts.domain == _DEFAULT_DOMAIN else f"{parts.domain}/{parts.path}"
    if parts.domain == _DEFAULT_DOMAIN and name.startswith(_OFFICIAL) and name.count("/") == 1:
        name = name.removeprefix(_OFFICIAL)
    tag = f":{parts.tag}" if parts.tag else ""
    digest = f"@{parts.digest}" if parts.digest else ""
    return name + (tag + digest or ":latest")


def _parse(reference: str) -> _Reference:
    if len(reference) > _LONGEST_REFERENCE:
        raise ValueError("invalid reference format: too long")
    if _IDENTIFIER.fullmatch(reference):
        raise ValueError(f"invalid repository name ({reference}), cannot specify 64-byte hexadecimal strings")
    domain, rest = _split_domain(reference)
    named, at, digest = rest.partition("@")
    path, colon, tag = named.partition(":")
    if path != path.lower():
        raise ValueError(f"invalid reference format: repository name ({path}) must be lowercase")
    well_formed = _DOMAIN.fullmatch(domain) and _PATH.fullmatch(path) and (not colon or _TAG.fullmatch(tag))
    if not well_formed or (at and not _is_digest(digest)):
        raise ValueError(f'invalid reference format: "{reference}"')
    if len(path) > _LONGEST_NAME:
        raise ValueError(f"repository name must not be more than {_LONGEST_NAME} characters")
    return _Reference(domain, path, tag, digest)


def _split_domain(reference: str) -> tuple[str, str]:
    first, slash, rest = reference.partition("/")
    is_domain = "." in first or ":" in first or first == "localhost" or first != first.lower()
    domain, rest = (first, rest) if slash and is_domain else (_DEFAULT_DOMAIN, reference)
    domain = _DEFAULT_DOMAIN if domain == _LEGACY_DOMAIN else domain
    official = domain == _DEFAULT_DOMAIN and "/" not in rest
    return domain, _OFFICIAL + rest if official else rest


def _is_digest(digest: str) -> bool:
    algorithm, _, hexadecimal = digest.partition(":")
    length = _HEX_LENGTHS.get(algorithm)
    return length is not None and re.fullmatch(rf"[a-f0-9]{{{length}}}", hexadecimal) is not None

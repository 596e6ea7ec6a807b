"""Names of images."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.dockerfile import familiar_reference, parse_reference

DIGEST = "sha256:" + "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("written", "familiar"),
    [
        ("python", "python:latest"),
        ("python:3.11-slim", "python:3.11-slim"),
        ("docker.io/library/python:3.11-slim", "python:3.11-slim"),
        ("index.docker.io/library/python", "python:latest"),
        ("docker.io/user/app", "user/app:latest"),
        ("docker.io/library/a/b", "library/a/b:latest"),
        ("localhost/app", "localhost/app:latest"),
        ("Host/app", "Host/app:latest"),
        ("registry:5000/app", "registry:5000/app:latest"),
        ("[::1]:5000/app", "[::1]:5000/app:latest"),
        (f"alpine@{DIGEST}", f"alpine@{DIGEST}"),
        (f"docker.io/library/alpine:3@{DIGEST}", f"alpine:3@{DIGEST}"),
        ("a__b/c--d.e_f:_T-1.x", "a__b/c--d.e_f:_T-1.x"),
        ("scratch", "scratch"),
    ],
)
def test_references_have_a_familiar_form(written: str, familiar: str) -> None:
    """The default registry is left out, and `latest` added where there is neither tag nor digest."""
    assert familiar_reference(written) == familiar


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "invalid reference format"),
        ("Python", "must be lowercase"),
        ("SCRATCH", "must be lowercase"),
        ("a:", "invalid reference format"),
        ("a:-b", "invalid reference format"),
        ("a:" + "x" * 129, "invalid reference format"),
        ("a//b", "invalid reference format"),
        ("a___b", "invalid reference format"),
        ("-a", "invalid reference format"),
        ("a b", "invalid reference format"),
        ("a\n", "invalid reference format"),
        ("a@sha256:" + "0" * 63, "invalid reference format"),
        ("a@md5:" + "0" * 32, "invalid reference format"),
        ("a@", "invalid reference format"),
        ("http://a/b", "invalid reference format"),
        ("0" * 64, "cannot specify 64-byte hexadecimal strings"),
        ("a" * 256, "must not be more than 255 characters"),
        ("a" * 2000, "too long"),
    ],
)
def test_what_is_no_reference_is_refused(written: str, why: str) -> None:
    """The reason is the engine's."""
    with pytest.raises(ValueError, match=why):
        familiar_reference(written)


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("python", ("docker.io", "library/python", "", "", "python", "latest")),
        ("index.docker.io/a/b:1", ("docker.io", "a/b", "1", "", "a/b", "1")),
        ("host:5000/app:1", ("host:5000", "app", "1", "", "host:5000/app", "1")),
        (f"h.io/a:1@{DIGEST}", ("h.io", "a", "1", DIGEST, "h.io/a", DIGEST)),
    ],
)
def test_parts_of_a_reference(written: str, parts: tuple[str, ...]) -> None:
    """Registry, repository, tag, digest; the name without a version; what the engine looks for under it."""
    found = parse_reference(written)
    known = (found.registry, found.repository, found.tag, found.digest)
    assert (*known, found.name, found.version) == parts


PLACE = st.sampled_from(["", "h/", "h.io/", "host:5000/", "docker.io/", "index.docker.io/", "localhost/"])
NAME = st.lists(st.text("ab0.-", min_size=1, max_size=4), min_size=1, max_size=3).map("/".join)
TAG = st.sampled_from(["", ":1", ":latest", ":a_b", ":é", f"@{DIGEST}", f":1@{DIGEST}"])


@given(st.builds("{}{}{}{}".format, PLACE, st.sampled_from(["", "library/"]), NAME, TAG))
def test_the_familiar_form_is_stable(written: str) -> None:
    """The familiar form of a familiar form is itself."""
    try:
        familiar = familiar_reference(written)
    except ValueError:
        return
    assert familiar_reference(familiar) == familiar

from typing import Any

import pytest

from grader.criteria.image_packages import ImagePackagesKind
from grader.criterion import Finding, Met, Unmet
from grader.criterion.samples import built_image, package_files, software
from grader.evidence import PackageFilesFact
from tests.criteria.made import judged


def _judge(*packages: str, base: str = "python:3.11-slim", is_prefix: bool = True, **options: Any) -> Finding:
    image = built_image(base=base, is_prefix=is_prefix)
    return judged(ImagePackagesKind, image, software(*packages), package_files(), **options)


@pytest.mark.parametrize("name", ["libpq", "libpq5", "libpq|libpq5", "libpq*", "*pq5|x", "lib*5"])
def test_names_of_one_package(name: str) -> None:
    """Alternatives and wildcards name a package of several distributions."""
    assert isinstance(_judge("libpq", "libpq5", present=[name]), Met)
    assert isinstance(_judge("libpq", "libpq5", absent=[name]), Unmet)


@pytest.mark.parametrize("name", ["gcc", "lib", "LIBPQ5", "ibpq5"])
def test_similar_names(name: str) -> None:
    """A name is compared whole."""
    assert isinstance(_judge("gcc-12", "libpq5", absent=[name]), Met)
    assert isinstance(_judge("gcc-12", "libpq5", present=[name]), Unmet)


def test_all_that_is_wrong_is_told() -> None:
    """What is missing and what is too much are told together."""
    finding = _judge("gcc", "make", present=["libpq5"], absent=["gcc", "make"])
    assert isinstance(finding, Unmet)
    assert finding.found == "not installed: libpq5\ninstalled: gcc, make"


@pytest.mark.parametrize("base", ["busybox:latest", "docker.io/library/busybox:1.36", "scratch"])
def test_base_without_packages(base: str) -> None:
    """An image on a base that never had a package database has none installed."""
    assert isinstance(_judge(base=base, absent=["gcc"]), Met)
    assert isinstance(_judge(base=base, present=["libpq5"]), Unmet)


@pytest.mark.parametrize("base", ["debian:12", "me/notbusybox", "busybox/debian:1"])
def test_removed_database(base: str) -> None:
    """Removing the database does not make the packages go away."""
    assert isinstance(_judge(base=base, absent=["gcc"]), Unmet)


def test_base_that_only_claims_to_have_no_packages() -> None:
    """Only a base that the layers prove excuses a missing database."""
    assert isinstance(_judge(base="busybox:latest", is_prefix=False, absent=["gcc"]), Unmet)


def test_files_speak_against_the_database() -> None:
    """What is only named, and what is there without a name, is told with its path."""
    image, files = built_image(), package_files("libpq5", gcc="/usr/bin/gcc")
    finding = judged(ImagePackagesKind, image, software("libpq5"), files, present=["libpq5"], absent=["gcc"])
    assert isinstance(finding, Unmet)
    assert finding.found.startswith("only named: libpq5;")
    assert finding.found.endswith("not named, but there: gcc (/usr/bin/gcc)")


def test_a_layer_that_cannot_be_looked_into() -> None:
    """Nothing is known of the files then."""
    finding = judged(
        ImagePackagesKind, built_image(), software("x"), PackageFilesFact(excess="too many"), absent=["y"]
    )
    assert isinstance(finding, Unmet)
    assert finding.found == "too many"

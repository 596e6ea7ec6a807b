from typing import Any

import pytest

from grader.criteria.image_files import ImageFilesKind
from grader.criterion import Finding, Met, Unmeasured, Unmet
from grader.criterion.samples import built_image, file, found_files, own_layers
from grader.evidence import FileEntry, ImageFiles, LayerEntry, OwnLayer, OwnLayersFact
from tests.criteria.made import judged, made

SETTINGS = "/app/settings.py"
EVERY_LAYER: dict[str, Any] = {"absent": ["/var/lists/*"], "every_layer": True}
WHITEOUT = LayerEntry("/var/lists/x", "whiteout")


def _rule(entry: FileEntry, **rule: Any) -> Finding:
    return judged(ImageFilesKind, found_files(entry), files=[{"path": SETTINGS, **rule}])


@pytest.mark.parametrize(
    ("rule", "met"),
    [
        ({"mode": "0640"}, True),
        ({"mode": "640"}, True),
        ({"mode": "0644"}, False),
        ({"mode": "4640"}, False),
        ({"owner": "app"}, True),
        ({"owner": "App"}, False),
        ({"kind": "file"}, True),
        ({"kind": "folder"}, False),
        ({"contains": "DEBUG"}, True),
        ({"contains": "debug"}, False),
        ({"not_contains": "SECRET"}, True),
        ({"contains": "DEBUG", "not_contains": "off"}, False),
    ],
)
def test_rule(rule: dict[str, str], met: bool) -> None:  # noqa: FBT001 - a table of cases
    """Each property of a path is compared."""
    entry = FileEntry(SETTINGS, "file", 9, 0o640, "app", text="DEBUG=off")
    assert isinstance(_rule(entry, **rule), Met) is met


@pytest.mark.parametrize("rule", [{"not_contains": "x"}, {"contains": "x"}, {"mode": "0644"}, {}])
def test_missing_path_meets_no_rule(rule: dict[str, str]) -> None:
    """What is not there meets no rule, not even the one that a text must be absent."""
    assert isinstance(judged(ImageFilesKind, found_files(), files=[{"path": SETTINGS, **rule}]), Unmet)


def test_folder_has_no_text() -> None:
    """A folder in a file's place does not pass for a file without the text."""
    assert isinstance(_rule(FileEntry(SETTINGS, "folder"), not_contains="SECRET"), Unmet)


@pytest.mark.parametrize("text", [None, "x" * 1_000_000])
@pytest.mark.parametrize("key", ["contains", "not_contains"])
def test_large_file_is_not_guessed(text: str | None, key: str) -> None:
    """Of a file that is only known in part, nothing is said of the rest."""
    finding = _rule(FileEntry(SETTINGS, "file", 2_000_000, text=text), **{key: "SECRET"})
    assert isinstance(finding, Unmeasured)


def test_large_file_with_what_matters_in_its_known_part() -> None:
    """What is seen in the known part of a large file is seen."""
    entry = FileEntry(SETTINGS, "file", 2_000_000, text="SECRET" + "x" * 1_000_000)
    assert isinstance(_rule(entry, contains="SECRET"), Met)
    assert isinstance(_rule(entry, not_contains="SECRET"), Unmet)


def test_unreadable_file() -> None:
    """A file whose text is not known is no verdict."""
    assert isinstance(_rule(FileEntry(SETTINGS, "file", 10), not_contains="SECRET"), Unmeasured)


def test_contents_are_asked_only_where_they_matter() -> None:
    """Two questions: one for names, one for texts."""
    criterion = made(ImageFilesKind, present=["/a"], files=[{"path": "/b", "contains": "x"}, {"path": "/a"}])
    assert criterion.questions() == (ImageFiles(("/a",)), ImageFiles(("/b",), texts=True))


def test_many_offenders_are_counted() -> None:
    """The first five are told, the others counted, and none can write escapes to the terminal."""
    entries = [FileEntry(f"/app/\x1b[31m{number}.pyc", "file") for number in range(8)]
    finding = judged(ImageFilesKind, found_files(*entries), absent=["/**/*.pyc"])
    assert isinstance(finding, Unmet)
    assert finding.found.endswith("and 3 more")
    assert "\x1b" not in finding.found


def test_link_is_told_by_the_name_that_was_asked_for() -> None:
    """A path is followed through links; the verdict names the path of the spec."""
    finding = judged(ImageFilesKind, found_files(FileEntry("/usr/bin/dash", "file")), absent=["/bin/sh"])
    assert isinstance(finding, Unmet)
    assert finding.found == "/bin/sh is there"


def test_each_that_matches_a_pattern() -> None:
    """A rule with wildcards is for every path that matches, and says nothing of what is not looked at."""
    rule = [{"path": "/**/debugpy/__init__.py", "contains": "Debug"}]
    real, fake = file("/a/debugpy/__init__.py", "Debug"), file("/b/debugpy/__init__.py", "")
    assert isinstance(judged(ImageFilesKind, found_files(real), files=rule), Met)
    finding = judged(ImageFilesKind, found_files(real, fake), files=rule)
    assert isinstance(finding, Unmet)
    assert finding.found == "/b/debugpy/__init__.py does not contain 'Debug'"
    assert isinstance(judged(ImageFilesKind, found_files(*[real] * 50), files=rule), Unmeasured)


def test_removed_by_a_later_layer() -> None:
    """Where every layer counts, the one that brought the file is told, with its line."""
    layers = own_layers(("RUN apt-get update", 4, "/var/lists/x"), ("RUN rm", 6, WHITEOUT))
    finding = judged(ImageFilesKind, found_files(), built_image(), layers, **EVERY_LAYER)
    assert isinstance(finding, Unmet)
    assert "line 4: RUN apt-get update adds /var/lists/x" in finding.found
    assert "RUN rm" not in finding.found


def test_layers_that_nobody_knows() -> None:
    """What cannot be looked into is the learner's excess; where no base is proven, it may be the base's."""
    excess = OwnLayersFact((OwnLayer("sha256:1", excess="too many files"),))
    assert isinstance(judged(ImageFilesKind, found_files(), built_image(), excess, **EVERY_LAYER), Unmet)
    found = own_layers(("RUN apt-get update", 4, "/var/lists/x"))
    unproven = built_image(is_prefix=False)
    assert isinstance(judged(ImageFilesKind, found_files(), unproven, found, **EVERY_LAYER), Unmeasured)


def test_layers_are_for_what_must_be_absent() -> None:
    """Without `absent` nothing would be looked for."""
    with pytest.raises(ValueError, match="nothing is absent"):
        made(ImageFilesKind, present=["/a"], every_layer=True)

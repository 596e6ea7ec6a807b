"""Which folders and archives are submissions, and whose."""

import os
import unicodedata
from pathlib import Path

import pytest

from grader.classroom.entries import Submission, find_entries
from grader.classroom.opening import Unread, Unusable, look
from grader.classroom.roster import not_listed
from grader.classroom.submissions import find_submissions
from grader.errors import UsageError


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """A class's folder, with nobody in it."""
    folder = tmp_path / "class"
    folder.mkdir()
    return folder


def put(folder: Path, *names: str) -> None:
    """Make folders, and files where the name has an ending."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix:
            path.write_bytes(b"")
        else:
            path.mkdir()


def roster(folder: Path, text: str | bytes) -> Path:
    """A roster beside the class's folder."""
    file = folder.parent / "roster.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def ids(folder: Path, text: str | None = None) -> list[str]:
    """The ids of the submissions."""
    return [one.id for one in find_submissions([folder], roster(folder, text) if text else None)]


def test_folders_and_archives(handed_in: Path) -> None:
    """Sub-folders and archives are submissions; hidden and other files are not."""
    put(handed_in, "bob.zip", "alice", "carol.TAR.GZ", ".git", "__MACOSX", "notes.txt", "dave.tgz", "e.f")
    assert ids(handed_in) == ["alice", "bob", "carol", "dave"]


def test_folder_named_as_an_archive(handed_in: Path) -> None:
    """A folder is a folder, whatever its name ends with."""
    (handed_in / "alice.zip").mkdir()
    (found,) = find_submissions([handed_in])
    assert (found.id, found.is_archive) == ("alice.zip", False)
    assert not isinstance(look(found), Unusable)


def test_other_archives_are_not_overlooked(handed_in: Path) -> None:
    """An archive of a kind that is not read is refused, not lost."""
    put(handed_in, "alice.rar")
    (found,) = find_submissions([handed_in])
    assert isinstance(look(found), Unusable)


def test_link_is_refused(handed_in: Path) -> None:
    """A link out of the class's folder is listed, and not followed."""
    (handed_in / "alice").symlink_to("/etc")
    (found,) = find_submissions([handed_in])
    assert look(found) == Unusable("it is a link, and links are not followed")


def test_results_are_no_submission(handed_in: Path) -> None:
    """The output folder inside the class's folder is none of the submissions."""
    put(handed_in, "alice", "marks")
    assert [one.id for one in find_submissions([handed_in], apart=handed_in / "marks")] == ["alice"]


def test_no_folder_and_nobody(handed_in: Path) -> None:
    """A folder that is none, or that is empty, is a wrong call."""
    for folder in (handed_in, handed_in / "nowhere"):
        with pytest.raises(UsageError, match=r"submission"):
            find_submissions([folder])


def test_same_name_twice(handed_in: Path) -> None:
    """A folder and an archive of one name are told with both paths."""
    put(handed_in, "alice", "alice.zip")
    with pytest.raises(UsageError, match=r"alice and .*alice\.zip"):
        find_submissions([handed_in])


def test_names_that_cannot_be_shown(handed_in: Path) -> None:
    """Names with control characters, and names that are no UTF-8, get ids that can be shown and differ."""
    for name in (b"a\x1b[31m\n", b"a", b"caf\xe9", b"caf\xe8"):
        (handed_in / os.fsdecode(name)).mkdir()
    found = find_submissions([handed_in])
    assert len({one.id for one in found}) == len({one.folder_name for one in found}) == 4
    assert all(one.id.isprintable() and one.folder_name.isascii() for one in found)
    assert len({type(look(one)) for one in found}) == 1


def test_folder_names_differ_on_every_disk(handed_in: Path) -> None:
    """Names that differ only in case, in Unicode form, or like a digest never share a folder."""
    accents = [unicodedata.normalize(form, "José") for form in ("NFC", "NFD")]
    made_up = Submission("bob!", "bob!", Path("bob!")).folder_name
    put(handed_in, "Alice", "alice", "bob!", made_up, *accents)
    found = find_submissions([handed_in])
    assert len({one.folder_name.casefold() for one in found}) == len(found) == 6


@pytest.mark.parametrize("name", ["alice", "s1234567", "Smith_Anna", "a.b-c"])
def test_plain_folder_name(name: str) -> None:
    """A harmless id is the folder's name."""
    assert Submission(name, name, Path(name)).folder_name == name


@pytest.mark.parametrize("name", ["..", "../x", "a/b", "", ".hidden", "a" * 200, "-" * 3, "é"])
def test_harmless_folder_name(name: str) -> None:
    """No id leads out of the output folder."""
    made = Submission(name, name, Path("x")).folder_name
    assert "/" not in made
    assert not made.startswith(".")
    assert 0 < len(made) < 80


def test_roster(handed_in: Path) -> None:
    """The roster gives ids and names; who handed in nothing is listed all the same."""
    put(handed_in, "alice", "x1.zip", "other")
    file = roster(handed_in, "\ufeffID, Name ,path\r\n7,Alice A,alice\r\n8,Bob,x1\r\n9,Carol,\r\n,,\r\n\r\n")
    found = find_submissions([handed_in], file)
    assert [(one.id, one.name, one.path.name) for one in found] == [
        ("7", "Alice A", "alice"),
        ("8", "Bob", "x1.zip"),
        ("9", "Carol", "9"),
    ]
    assert look(found[2]) == Unusable("nothing was handed in")
    assert [one.id for one in not_listed(find_entries([handed_in]), found)] == ["other"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_roster_of_a_spreadsheet(handed_in: Path, delimiter: str) -> None:
    """Spreadsheets put semicolons or tabs between, and quotes around."""
    put(handed_in, "alice")
    text = f'id{delimiter}name\n"alice"{delimiter}"A, {delimiter} ""B""\nC"\n'
    (found,) = find_submissions([handed_in], roster(handed_in, text))
    assert found.name == f'A, {delimiter.strip()} "B" C'.replace("  ", " ")


def test_roster_in_another_unicode_form_or_case(handed_in: Path) -> None:
    """MacOS stores accents apart from their letters, and people write names in any case."""
    put(handed_in, unicodedata.normalize("NFD", "José"), "Bob")
    found = find_submissions([handed_in], roster(handed_in, "id\nJosé\nbob\n"))
    assert [one.path.is_dir() for one in found] == [True, True]


def test_roster_prefers_the_same_case(handed_in: Path) -> None:
    """Where two names differ only in case, each gets their own."""
    put(handed_in, "Bob", "bob")
    found = find_submissions([handed_in], roster(handed_in, "id\nBob\nbob\n"))
    assert [one.path.name for one in found] == ["Bob", "bob"]


def test_roster_with_two_groups(tmp_path: Path) -> None:
    """The same name in two folders is told apart by more of the path, and never mixed up."""
    put(tmp_path, "one/alice", "two/alice")
    folders = [tmp_path / "one", tmp_path / "two"]
    file = roster(tmp_path / "one", "id,path\n1,one/alice\n2,two/alice\n")
    assert [one.path for one in find_submissions(folders, file)] == [one / "alice" for one in folders]
    with pytest.raises(UsageError, match=r"csv:2: path: 'alice' may be any of"):
        find_submissions(folders, roster(tmp_path / "one", "id\nalice\n"))


def test_roster_with_a_deeper_path(tmp_path: Path) -> None:
    """A path may lead further down, below any of the folders."""
    put(tmp_path, "one/x", "two/alice/work")
    file = roster(tmp_path / "one", "id,path\n1,alice/work\n")
    (found,) = find_submissions([tmp_path / "one", tmp_path / "two"], file)
    assert found.path == tmp_path / "two/alice/work"


@pytest.mark.parametrize("path", ["/etc", "../other", "a/../../other", ".", "out/passwd", "loop/x", "a\0b"])
def test_roster_that_leads_out(handed_in: Path, path: str) -> None:
    """A path out of the class's folder, or the folder itself, is refused with its line."""
    put(handed_in, "alice")
    (handed_in / "out").symlink_to("/etc")
    (handed_in / "loop").symlink_to("loop")
    with pytest.raises(UsageError, match=r"roster\.csv:3: path: "):
        find_submissions([handed_in], roster(handed_in, f"id,path\n1,alice\n2,{path}\n"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "one column id"),
        ("name,path\na,b\n", "one column id"),
        ("id,ID\na,b\n", "two columns 'id'"),
        ("id,name\n,Bob\n", "csv:2: id: must not be empty"),
        ("id\n" + "x" * 121 + "\n", "csv:2: id: at most 120"),
        ("id\n", "lists nobody"),
        ("id\na\na\n", "csv:3: id: two rows are for 'a', the first is line 2"),
        ("id,handed_in\na,2026-12-01 23:59\n", "csv:2: handed_in: .* has no time zone"),
        ("id\na,b\n", "csv:2: 2 cells, but line 1 has 1 headings"),
        ('id\n"' + "x" * 200_000 + '"\n', "field larger"),
        (b"id\ncaf\xe9\n", "save it as UTF-8"),
        ("id,path\na," + "x" * 5000 + "\n", "csv:2: path"),
    ],
)
def test_wrong_roster(handed_in: Path, text: str | bytes, why: str) -> None:
    """What is wrong with a roster is said with its line."""
    with pytest.raises(UsageError, match=why):
        find_submissions([handed_in], roster(handed_in, text))


def test_roster_that_is_not_there(handed_in: Path) -> None:
    """A roster that is missing is a wrong call."""
    with pytest.raises(UsageError, match="No such file"):
        find_submissions([handed_in], handed_in / "no.csv")


def test_what_this_machine_cannot_read(handed_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be read is nobody's failure, and does not stop the others."""
    put(handed_in, "alice")
    (found,) = find_submissions([handed_in])

    def fail(_folder: Path) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("grader.classroom.opening.fingerprint", fail)
    assert look(found) == Unread("it cannot be read here: Permission denied")

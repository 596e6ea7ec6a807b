"""Repositories of a class, cloned with a real git: the commit that counts, and nothing else."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.classroom.archives import unpack
from grader.classroom.opening import HandedIn, look
from grader.classroom.submissions import find_submissions
from grader.errors import EngineFailureError, UsageError
from grader.lms import git as git_module
from grader.lms.cloning import Cloned, Deadline, collect_repositories
from grader.lms.git import Git, GitError
from grader.lms.repositories import Repository
from tests.lms.repositories import TIMES, repository, run_git

DOCKERFILE = {"Dockerfile": "FROM a\n"}
BETWEEN = datetime.fromtimestamp(TIMES["early"] + 100, UTC)


def collect(folder: Path, *paths: Path | str, below: str = "", deadline: Deadline | None = None) -> Cloned:
    """Collect these repositories as those of learners 0, 1, ...; local ones are allowed."""
    listed = [Repository(id=str(at), name=f"N{at}", url=str(path)) for at, path in enumerate(paths)]
    return collect_repositories(listed, folder / "class", Git(local=True), deadline or Deadline(), below)


def files(folder: Path, number: int = 0) -> dict[str, str]:
    """The files of a learner's submission."""
    found = unpack(folder / f"class/{number}.tar", Path(tempfile.mkdtemp(dir=folder)))
    return {str(f.relative_to(found)): f.read_text() for f in sorted(found.rglob("*")) if f.is_file()}


def test_the_last_commit_before_the_deadline(tmp_path: Path) -> None:
    """What was committed later does not count, unless the learner has an extension."""
    two = [(TIMES["early"], {"Dockerfile": "FROM a\n", "x": ""}), (TIMES["late"], {"Dockerfile": "FROM b\n"})]
    paths = [repository(tmp_path / name, *two) for name in ("a", "b")]
    extensions = {"1": BETWEEN + timedelta(days=9)}
    deadline = Deadline(until=BETWEEN, extensions=extensions)
    done = collect(tmp_path, paths[0], f"file://{paths[1]}", deadline=deadline)
    assert [one.handed_in for one in done.learners] == [
        datetime.fromtimestamp(seconds, UTC).isoformat() for seconds in TIMES.values()
    ]
    assert [files(tmp_path, at)["Dockerfile"] for at in (0, 1)] == ["FROM a\n", "FROM b\n"]


def test_what_is_no_submission_and_what_could_not_be_had(tmp_path: Path) -> None:
    """No commit until then is nothing handed in; what cannot be had is told, and not in the class."""
    late = repository(tmp_path / "late", (TIMES["late"], DOCKERFILE))
    empty = repository(tmp_path / "empty")
    done = collect(tmp_path, late, empty, tmp_path / "gone", "", deadline=Deadline(until=BETWEEN))
    assert [(one.id, one.handed_in) for one in done.learners] == [("0", ""), ("1", ""), ("3", "")]
    assert list(done.failed) == ["2"]
    assert "does not exist" in done.failed["2"]
    found = find_submissions([tmp_path / "class"], tmp_path / "class/class.csv")
    assert [(one.id, one.path.exists()) for one in found] == [("0", False), ("1", False), ("3", False)]


def test_a_folder_of_the_repository(tmp_path: Path) -> None:
    """The submission may be a folder of the repository; a missing one is told."""
    path = repository(tmp_path / "a", (TIMES["early"], {"starter/02/Dockerfile": "FROM a\n", "README": ""}))
    collect(tmp_path, path, below="starter/02/")
    assert files(tmp_path) == {"Dockerfile": "FROM a\n"}
    assert list(collect(tmp_path / "again", path, below="other").failed) == ["0"]
    with pytest.raises(UsageError, match="must lie in the repository"):
        collect(tmp_path / "third", path, below="a/../..")


def test_hostile_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No filter, hook or submodule of a repository is at work, and its attributes change no file."""
    smudge = f"smudge = touch {tmp_path}/ran\nrequired"
    (tmp_path / "config").write_text(
        f'[filter "lfs"]\n{smudge}\n[core]\nautocrlf\n[protocol "file"]\nallow=always\n'
    )
    told = {
        ".gitattributes": "Dockerfile filter=lfs export-ignore\nx export-subst ident\n",
        ".gitmodules": f'[submodule "s"]\n\tpath = s\n\turl = {tmp_path}/secret\n',
        "x": "$Format:%H$ $Id$\n",
    }
    path = repository(tmp_path / "a", (TIMES["early"], DOCKERFILE | told))
    secret = repository(tmp_path / "secret", (TIMES["early"], {"secret": "1"}))
    commit = run_git(secret, "rev-parse", "HEAD")
    run_git(path, "update-index", "--add", "--cacheinfo", f"160000,{commit},s")
    run_git(path, "commit", "--quiet", "-m", "submodule")
    hook = path / ".git/hooks/post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    hook.chmod(0o755)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert collect(tmp_path, path).failed == {}
    assert files(tmp_path) == DOCKERFILE | told
    assert not (tmp_path / "ran").exists()


def test_links_are_refused_where_they_are_graded(tmp_path: Path) -> None:
    """A link in a repository leads nowhere: the submission is refused as an archive with links is."""
    path = repository(tmp_path / "a", (TIMES["early"], DOCKERFILE))
    (path / "passwd").symlink_to("/etc/passwd")
    run_git(path, "add", "--all")
    run_git(path, "commit", "--quiet", "-m", "link")
    collect(tmp_path, path)
    (found,) = find_submissions([tmp_path / "class"])
    assert "passwd is a link or a device" in str(look(found))


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too large a repository is given up, and so is a small one with too large a tree."""
    monkeypatch.setattr(git_module, "MAX_BYTES", 300_000)
    many = repository(tmp_path / "a", (TIMES["early"], {f"f{at}": "0" * 50_000 for at in range(9)}))
    done = collect(tmp_path, many)
    assert done.failed == {"0": "it holds more than 0 MB"}


def test_too_slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes too long is given up."""
    monkeypatch.setattr(git_module, "CLONE_SECONDS", 0.0)
    done = collect(tmp_path, repository(tmp_path / "a", (TIMES["early"], DOCKERFILE)))
    assert done.failed == {"0": "it took longer than 0 s"}


def test_interrupted(tmp_path: Path) -> None:
    """Ctrl-C ends what is at work, and leaves nothing behind."""
    paths = [repository(tmp_path / str(at), (TIMES["early"], DOCKERFILE)) for at in range(2)]
    listed = [Repository(id=str(at), name="", url=str(path)) for at, path in enumerate(paths)]
    git = Git(local=True)

    def interrupt(_line: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collect_repositories(listed, tmp_path / "class", git, Deadline(), on_done=interrupt)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1"]
    with pytest.raises(GitError, match="stopped"):
        git.clone(str(paths[0]), "", tmp_path / "again")


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git is told, and is nobody's failure."""
    path = repository(tmp_path / "a", (TIMES["early"], DOCKERFILE))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineFailureError, match="git cannot be started"):
        collect(tmp_path, path)
    assert not (tmp_path / "class").exists()


def test_another_protocol(tmp_path: Path) -> None:
    """Folders of this machine are not cloned unless they are allowed; a helper program is never run."""
    path = repository(tmp_path / "a", (TIMES["early"], DOCKERFILE))
    listed = [
        Repository(id="0", name="", url=url) for url in (f"file://{path}", f"ext::touch {tmp_path}/ran")
    ]
    for one in listed:
        done = collect_repositories([one], tmp_path / "class", Git(local=False), Deadline())
        assert "not allowed" in done.failed["0"]
        (tmp_path / "class/class.csv").unlink()
    assert not (tmp_path / "ran").exists()


def test_content_is_graded_as_it_is(tmp_path: Path) -> None:
    """What was cloned is a submission like any other."""
    collect(tmp_path, repository(tmp_path / "a", (TIMES["early"], DOCKERFILE)))
    (found,) = find_submissions([tmp_path / "class"], tmp_path / "class/class.csv")
    assert isinstance(look(found), HandedIn)

"""Git as it is set up here, on repositories of which nothing is believed: their content is only data.

Nothing is checked out, so no hook, no filter (such as LFS), no submodule and no file of theirs is at work.
`git archive` would follow attributes in the repository; $GIT_DIR/info/attributes comes before them
(gitattributes(5)). Which transports may be used is in GIT_ALLOW_PROTOCOL (git(1)).
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from grader.engine.child import Child
from grader.errors import EngineFailureError
from grader.text import one_line

CLONE_SECONDS = 180.0
SECONDS = 60.0
MAX_BYTES = 500_000_000
"""Of a repository, and of the files of one commit."""
TICK_SECONDS = 0.2
NO_ATTRIBUTES = "* -export-ignore -export-subst -text -eol -ident -filter -working-tree-encoding\n"

_KEPT = ("GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM")
_SETTINGS = ("core.hooksPath=/dev/null", "submodule.recurse=false", "core.fsmonitor=false", "gc.auto=0")


class GitError(Exception):
    """Git could not do it; the text says why, on one line."""


class Git:
    """Calls git; folders of this machine are repositories only where `local` says so."""

    def __init__(self, *, local: bool) -> None:
        kept = {name: text for name, text in os.environ.items() if name[:4] != "GIT_" or name in _KEPT}
        safe = {
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_LFS_SKIP_SMUDGE": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_ALLOW_PROTOCOL": "https:ssh:file" if local else "https:ssh",
        }
        self._environment = kept | safe | {"LC_ALL": "C.UTF-8"}
        self._stopped = Event()

    def stop(self) -> None:
        """End what is at work in other threads, and let nothing begin."""
        self._stopped.set()

    def clone(self, url: str, branch: str, folder: Path) -> None:
        """A bare repository with one branch's history in `folder`; no branch named is the usual one."""
        words = ["--bare", "--template=", "--no-local", "--single-branch", "--no-tags", "--quiet"]
        words += [f"--branch={branch}"] if branch else []
        with self._limited(folder) as too_large:
            self._call(["clone", *words, "--", url, str(folder)], CLONE_SECONDS, too_large)
        (folder / "info").mkdir(exist_ok=True)
        (folder / "info/attributes").write_text(NO_ATTRIBUTES)

    def last_commit(self, folder: Path, until: int | None) -> tuple[str, int] | None:
        """The last commit, not after `until` where that is given, and its time, in seconds since the epoch.

        The committer's time counts, which the learner's own machine wrote.
        """
        limit = [] if until is None else [f"--min-age={until}"]
        words = ["log", "-1", *limit, "--format=%H %ct", "--no-show-signature", "--branches"]
        commit, _, seconds = self._call(["-C", str(folder), *words]).strip().partition(" ")
        return (commit, int(seconds)) if commit else None

    def archive(self, folder: Path, commit: str, below: str, file: Path) -> None:
        """The files of a commit, or of its folder `below`, as a tar in which nothing was changed."""
        tree = f"{commit}:{below}" if below else commit
        with self._limited(file) as too_large:
            words = ["-C", str(folder), "archive", "--format=tar", f"--output={file.absolute()}", tree]
            self._call(words, SECONDS, too_large)

    def _call(self, words: Sequence[str], seconds: float = SECONDS, ended: Event | None = None) -> str:
        if self._stopped.is_set():
            raise GitError("stopped")
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        try:
            with Child(["git", *settings, *words], self._environment) as child:
                done = child.result(seconds, stopped=ended or self._stopped)
        except InterruptedError:
            raise GitError("stopped" if self._stopped.is_set() else _too_large()) from None
        except OSError as error:
            raise EngineFailureError(f"git cannot be started: {error.strerror}") from None
        if done.exit_code is None:
            raise GitError(f"it took longer than {seconds:.0f} s")
        if done.exit_code:
            raise GitError(one_line(" ".join(done.output.split()[-40:]) or "git failed"))
        return done.output

    @contextmanager
    def _limited(self, place: Path) -> Iterator[Event]:
        """An event that is set once what is at `place` is too large, or all is stopped.

        Raises GitError where it is too large in the end.
        """
        ended, over = Event(), Event()

        def watch() -> None:
            while not over.wait(TICK_SECONDS):
                if self._stopped.is_set() or _size(place) > MAX_BYTES:
                    ended.set()

        watcher = Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield ended
        finally:
            over.set()
            watcher.join()
        if _size(place) > MAX_BYTES:
            raise GitError(_too_large())


def _too_large() -> str:
    return f"it holds more than {MAX_BYTES // 1_000_000} MB"


def _size(place: Path) -> int:
    files = [place, *(Path(folder, name) for folder, _, names in os.walk(place) for name in names)]
    total = 0
    for file in files:
        with suppress(OSError):  # git renames and removes files as it works
            total += file.lstat().st_size
    return total

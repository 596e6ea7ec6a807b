import pytest
from filelock import FileLock

from grader.errors import EngineFailureError
from grader.machine.home import Home
from grader.machine.locking import alone
from grader.machine.work import Work


def test_lock_that_is_free(home: Home) -> None:
    """Whoever comes first makes the folder and holds it; afterwards it is free again."""
    for _ in range(2):
        with alone(home, Work(quiet=True)):
            assert home.run.is_dir()


def test_lock_that_is_held(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    """Another start is waited for, for a while, and that is said."""
    home.folder.mkdir()
    with (
        FileLock(home.lock),
        pytest.raises(EngineFailureError, match="was not released"),
        alone(home, Work(), patience=0.05),
    ):
        pass
    assert "another start or stop is at work" in capsys.readouterr().out

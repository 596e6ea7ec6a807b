"""The container whose control group limits a build's steps."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from docker.errors import APIError, ImageNotFound, NotFound

from grader.dockerfile import read_dockerfile
from grader.engine.build_groups import BuildGroup, hold
from grader.engine.build_limits import GROUP_LABEL, killed_by_limits, prepare, remove_groups, was_in_force
from grader.engine.client import Connection
from grader.engine.model import BuildFailure, BuildLimits, BuildOrder

LIMITS = BuildLimits(300_000_000, 64, 8.0)
TEXT = b"FROM a\n"
ORDER = BuildOrder(context=Path(), text=TEXT, dockerfile=read_dockerfile(TEXT), tag="t:1")


class _Api:
    """An engine with two CPUs that has one container at most; `used` is the time that it has taken."""

    base_url, api_version, timeout = "http+docker://here", "1.45", 5

    def __init__(self, *, driver: str = "cgroupfs", image: bool = True) -> None:
        self.driver, self.image, self.used = driver, image, 5_000_000
        self.running: bool | None = None
        self.updated: list[dict[str, Any]] = []
        self.host: dict[str, Any] = {}

    def info(self) -> dict[str, Any]:
        return {"CgroupDriver": self.driver, "NCPU": 2}

    def inspect_container(self, _container: str) -> dict[str, Any]:
        if self.running is None:
            raise NotFound("gone")
        return {"State": {"Running": self.running}}

    def inspect_image(self, _reference: str) -> dict[str, Any]:
        if not self.image:
            raise ImageNotFound("none")
        return {"Id": "sha256:a"}

    def create_host_config(self, **options: Any) -> dict[str, Any]:
        self.host = options
        return options

    def create_container(self, _image: str, **_options: Any) -> dict[str, str]:
        self.running = False
        return {"Id": "c1"}

    def start(self, _container: str) -> None:
        if self.running is None:
            raise NotFound("gone")
        self.running = True

    def post(self, url: str, *, json: dict[str, Any], timeout: int) -> Any:
        self.updated.append({"url": url, "timeout": timeout, **json})
        return SimpleNamespace(raise_for_status=lambda: None)

    def stats(self, _container: str, **_options: bool) -> dict[str, Any]:
        if self.running is None:
            raise NotFound("gone")
        return {"cpu_stats": {"cpu_usage": {"total_usage": self.used}}}


def _connection(api: object) -> Connection:
    return Connection(cast("Any", api), {}, {}, None)


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BuildGroup:
    """A group that was never made."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    held = hold({})
    assert held is not None
    return held


def test_it_is_made_once(group: BuildGroup) -> None:
    """It has the limits, no more CPUs than there are, no network; the second time it is there."""
    api = _Api()
    prepare(_connection(api), group, ORDER, LIMITS)
    assert (group.container, group.parent, group.used) == ("c1", "/docker/c1", 5_000_000)
    assert (api.host["mem_limit"], api.host["pids_limit"]) == (300_000_000, 64)
    assert (api.host["nano_cpus"], api.host["network_mode"]) == (2_000_000_000, "none")
    prepare(_connection(api), group, ORDER, LIMITS)
    assert api.updated == []


def test_two_that_share_it(group: BuildGroup, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where both begin before it is there, the second one finds what the first one has made meanwhile."""
    monkeypatch.setattr("grader.engine.build_groups.GROUPS", 1)
    api, other = _Api(), hold({})
    assert other is not None
    assert (other.shared, other.keeper) == (True, group.keeper)
    prepare(_connection(api), group, ORDER, LIMITS)
    api.host.clear()
    prepare(_connection(api), other, ORDER, LIMITS)
    assert (other.container, other.parent, api.host) == ("c1", "/docker/c1", {})


def test_other_limits(group: BuildGroup) -> None:
    """They are changed where it stands; it keeps its name, and so the layers are found."""
    api = _Api()
    prepare(_connection(api), group, ORDER, LIMITS)
    prepare(_connection(api), group, ORDER, BuildLimits(1_000_000_000, 99, 1.0))
    (update,) = api.updated
    assert update["url"].endswith("/v1.45/containers/c1/update")
    assert (update["Memory"], update["MemorySwap"]) == (1_000_000_000, 1_000_000_000)
    assert (update["PidsLimit"], update["NanoCpus"]) == (99, 1_000_000_000)


def test_one_that_was_stopped(group: BuildGroup) -> None:
    """It is started again under its name."""
    api = _Api(driver="systemd")
    prepare(_connection(api), group, ORDER, LIMITS)
    api.running = False
    prepare(_connection(api), group, ORDER, LIMITS)
    assert (api.running, group.parent) == (True, "/system.slice/docker-c1.scope")


@pytest.mark.parametrize(
    ("api", "parent"), [(_Api(driver="none"), ""), (_Api(image=False), None)], ids=["driver", "image"]
)
def test_one_that_cannot_be_had(group: BuildGroup, api: _Api, parent: str | None) -> None:
    """Nothing is raised, and it was not in force."""
    prepare(_connection(api), group, ORDER, LIMITS)
    assert (group.container, group.parent) == ("", parent)
    assert not was_in_force(_connection(api), group)


def test_whether_it_was_in_force(group: BuildGroup) -> None:
    """The steps of the build took processor time below it, or not; nobody knows of one that is gone."""
    api = _Api()
    prepare(_connection(api), group, ORDER, LIMITS)
    assert not was_in_force(_connection(api), group)
    api.used += 50_000_000
    assert was_in_force(_connection(api), group)
    assert not was_in_force(_connection(api), group)
    api.running = None
    assert not was_in_force(_connection(api), group)
    assert not was_in_force(_connection(api), None)


def test_a_shared_one_keeps_its_limits(group: BuildGroup) -> None:
    """Other limits are for the run that holds it."""
    api = _Api()
    prepare(_connection(api), group, ORDER, LIMITS)
    group.shared = True
    prepare(_connection(api), group, ORDER, BuildLimits(1_000_000_000, 99, 1.0))
    assert (api.updated, group.limits) == ([], LIMITS.values)


def test_a_step_that_was_killed(group: BuildGroup) -> None:
    """The failure says what a build may use; another failure stays as it is."""
    group.limits = LIMITS.values
    killed, other = (BuildFailure("learner", f"a command ended with exit code: {code}") for code in (137, 1))
    assert "300 MB of memory and 64 processes" in killed_by_limits(killed, group).reason
    assert killed_by_limits(other, group) is other


def test_all_groups_go() -> None:
    """One that goes by itself is as good as removed."""
    gone: list[str] = []

    def remove(name: str, **_options: bool) -> None:
        gone.append(name)
        raise APIError("x", cast("Any", SimpleNamespace(status_code=404, reason="x", url="u")))

    api = SimpleNamespace(containers=lambda **_options: [{"Id": "c1"}, {"Id": "c2"}], remove_container=remove)
    remove_groups(_connection(api), ["c2", "c3"])
    assert gone == ["c2"]
    remove_groups(_connection(api))
    assert gone == ["c2", "c1", "c2"]


def test_a_forgotten_group_goes(group: BuildGroup) -> None:
    """A group whose file is gone is removed with those that nobody holds; one that is kept stays."""
    gone: list[str] = []
    listed = [{"Id": "c1", "Labels": {GROUP_LABEL: group.keeper}}]
    api = SimpleNamespace(
        containers=lambda **_options: listed, remove_container=lambda name, **_options: gone.append(name)
    )
    group.keep()
    remove_groups(_connection(api), [])
    assert gone == []
    Path(group.keeper.partition(":")[2]).unlink()
    remove_groups(_connection(api), [])
    assert gone == ["c1"]

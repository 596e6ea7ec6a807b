"""Limits for the steps of a build: a small container whose control group they run below."""

import secrets
from collections.abc import Collection

from docker.errors import APIError, NotFound

from grader.engine.build_groups import BuildGroup, forgotten, overwritten
from grader.engine.client import ENGINE_ERRORS, Connection
from grader.engine.images import find_image
from grader.engine.model import BuildFailure, BuildLimits, BuildOrder
from grader.engine.sleeping import create_sleeping
from grader.errors import EngineFailureError
from grader.units import show_size
from grader.values import replace

GROUP_LABEL = "grader.build-group"
GROUP_NAME = "grader-build-group"
NOT_LIMITED = "memory, processes and CPU of the build were not limited here; `grader doctor` says why"
STEP_NANOSECONDS = 1_000_000
"""The least time of a processor that a step takes, and more than a container that only sleeps."""

KILLED = "exit code: 137"
"""128 and SIGKILL's number; the kernel kills what needs more memory than its group has."""

_PARENTS = {"cgroupfs": "/docker/{}", "systemd": "/system.slice/docker-{}.scope"}
"""Where Docker has the control group of a container (moby, daemon/daemon_unix.go, getCgroupDriver)."""


def prepare(connection: Connection, group: BuildGroup, order: BuildOrder, limits: BuildLimits) -> None:
    """Have the group ready with these limits.

    A group that cannot be had is left without a container, and nothing is raised.
    """
    try:
        if _is_at_hand(connection, group, limits):
            return
        with group.making():
            if not _is_at_hand(connection, group, limits):
                _make(connection, group, order, limits)
                group.keep()
    except (*ENGINE_ERRORS, EngineFailureError):
        group.container, group.parent = "", None
        group.keep()


def _is_at_hand(connection: Connection, group: BuildGroup, limits: BuildLimits) -> bool:
    if not group.container or not _is_running(connection, group.container):
        return False
    if group.limits != limits.values and not group.shared:
        _update(connection, group.container, limits)
        group.limits = limits.values
        group.keep()
    return True


def was_in_force(connection: Connection, group: BuildGroup | None) -> bool:
    """Whether the steps of the build that has ended ran below the group: it has taken processor time."""
    if group is None or not group.container:
        return False
    try:
        before, group.used = group.used, _used(connection, group.container)
    except (*ENGINE_ERRORS, EngineFailureError):
        return False
    group.keep()
    return group.used - before >= STEP_NANOSECONDS


def killed_by_limits(failure: BuildFailure, group: BuildGroup | None) -> BuildFailure:
    """The failure, with what a step that was killed may have used up."""
    if group is None or not group.limits or not failure.reason.endswith(KILLED):
        return failure
    memory, processes, _ = group.limits
    may = f"a build may use {show_size(int(memory))} of memory and {processes:g} processes"
    return replace(failure, reason=f"{failure.reason}: it was killed; {may}")


def remove_groups(connection: Connection, only: Collection[str] | None = None) -> None:
    """Remove the containers of all groups, or of some; layers built below them are not found any more.

    Groups that nobody knows any more go, too.
    """
    for container in connection.api.containers(all=True, filters={"label": [GROUP_LABEL]}):
        keeper = str((container.get("Labels") or {}).get(GROUP_LABEL, ""))
        lost = forgotten(keeper) or overwritten(connection.environment, keeper, container["Id"])
        if only is not None and container["Id"] not in only and not lost:
            continue
        try:
            connection.api.remove_container(container["Id"], v=True, force=True)
        except APIError as error:
            if error.status_code not in {404, 409}:
                raise


def _is_running(connection: Connection, container: str) -> bool:
    try:
        found = connection.api.inspect_container(container)
    except NotFound:
        return False
    return bool(found["State"].get("Running"))


def _make(connection: Connection, group: BuildGroup, order: BuildOrder, limits: BuildLimits) -> None:
    driver = str(connection.info.get("CgroupDriver"))
    if driver not in _PARENTS:
        group.container, group.parent = "", ""
        return
    try:  # one that was stopped, as by a restart of the machine, keeps its name
        connection.api.start(group.container or "none")
        _update(connection, group.container, limits)
    except NotFound:
        group.container = _created(connection, group, order, limits)
        connection.api.start(group.container)
    group.parent = _PARENTS[driver].format(group.container)
    group.limits, group.used = limits.values, _used(connection, group.container)


def _created(connection: Connection, group: BuildGroup, order: BuildOrder, limits: BuildLimits) -> str:
    images = order.dockerfile.external_images
    image = next((image for image in images if find_image(connection, image)), None)
    if image is None:
        raise EngineFailureError("there is no image to make the group of")
    host = {
        "mem_limit": limits.memory,
        "memswap_limit": limits.memory,
        "pids_limit": limits.processes,
        "nano_cpus": _nano_cpus(connection, limits),
        "network_mode": "none",
    }
    name = f"{GROUP_NAME}-{secrets.token_hex(4)}"
    return create_sleeping(connection, image, host, {GROUP_LABEL: group.keeper}, name=name)


def _used(connection: Connection, container: str) -> int:
    stats = connection.api.stats(container, stream=False, one_shot=True)
    return int(stats["cpu_stats"]["cpu_usage"]["total_usage"])


def _update(connection: Connection, container: str, limits: BuildLimits) -> None:
    """docker-py's own way leaves processes and CPUs out."""
    api = connection.api
    wanted = {
        "Memory": limits.memory,
        "MemorySwap": limits.memory,
        "PidsLimit": limits.processes,
        "NanoCpus": _nano_cpus(connection, limits),
    }
    url = f"{api.base_url}/v{api.api_version}/containers/{container}/update"
    api.post(url, json=wanted, timeout=api.timeout).raise_for_status()


def _nano_cpus(connection: Connection, limits: BuildLimits) -> int:
    """Docker refuses more CPUs than the machine has."""
    return int(min(limits.cpus, float(connection.info.get("NCPU") or limits.cpus)) * 1_000_000_000)

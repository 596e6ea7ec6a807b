"""A container that only sleeps: what it was made for stays as long as it does."""

from collections.abc import Mapping
from typing import Any

from grader.engine.client import Connection

_SLEEP = ["sleep", "2147483647"]


def create_sleeping(
    connection: Connection, image: str, host: Mapping[str, Any], labels: Mapping[str, str], **options: Any
) -> str:
    """The id of a container of the image, which needs `sleep`; it has no rights, and is yet to be started.

    `host` are docker-py's options of a host configuration, `options` those of a container.
    """
    api = connection.api
    limited = {"read_only": True, "cap_drop": ["ALL"], **host}
    created = api.create_container(
        image,
        entrypoint=_SLEEP[:1],
        command=_SLEEP[1:],
        labels=dict(labels),
        healthcheck={"test": ["NONE"]},
        host_config=api.create_host_config(**limited),
        **options,
    )
    return str(created["Id"])

"""Where the course is: the folder with challenges/, starter/ and solutions/, and its settings."""

import os
import re
from pathlib import Path

from grader.errors import UsageError

COURSE = Path(os.environ.get("GRADER_ROOT") or Path(__file__).resolve().parents[1]).resolve()
"""The course's top folder; GRADER_ROOT names another one than the grader's own."""

SETTINGS = "grader.toml"
"""The file of settings in the course's top folder; there need not be one."""

_MIRROR = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d{1,5})?(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*", re.ASCII)


def starter_folder(challenge_id: str) -> Path | None:
    """Where the starter of a challenge is, or would be; None for what is no id."""
    return COURSE / "starter" / challenge_id if _is_id(challenge_id) else None


def spec_file(challenge_id: str) -> Path | None:
    """Where the spec of a challenge is, or would be; None for what is no id."""
    return COURSE / "challenges" / challenge_id / "challenge.yaml" if _is_id(challenge_id) else None


def original_folder(spec: Path) -> Path:
    """The starter as it was handed out: kept beside challenge.yaml, since learners edit the other one."""
    kept = spec.with_name("starter")
    return kept if kept.is_dir() else spec.parents[2] / "starter" / spec.parent.name


def _is_id(name: str) -> bool:
    return re.fullmatch(r"[a-z0-9][a-z0-9-]*", name) is not None


def mirror() -> str | None:
    """The registry from which official images are pulled, `HOST[:PORT][/PATH]`; None for the official one.

    GRADER_MIRROR comes before `mirror` in grader.toml. Raises UsageError where it is none.
    """
    where, value = "GRADER_MIRROR", os.environ.get("GRADER_MIRROR")
    if not value:
        where, value = SETTINGS, _settings(COURSE / SETTINGS).get("mirror")
    if not value:
        return None
    if not _MIRROR.fullmatch(value):
        form = "HOST[:PORT][/PATH], such as registry.example:5000"
        raise UsageError(f"{where}: a mirror is {form}; got {value!r}")
    return value


def _settings(file: Path) -> dict[str, str]:
    """What the file says; empty where there is none. Raises UsageError."""
    import tomllib  # few courses have settings

    if not file.is_file():
        return {}
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{file.name}: {error}") from None
    for name, value in found.items():
        if name != "mirror" or not isinstance(value, str):
            raise UsageError(f"{file.name}: the only setting is mirror, a text; got {name} = {value!r}")
    return found

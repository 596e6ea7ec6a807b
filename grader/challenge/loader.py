"""challenge.yaml and help.yaml beside it, read with file, line and key in every complaint."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from grader.challenge.complaints import Complaints, complaint
from grader.challenge.defaults import course_defaults
from grader.challenge.document import SpecFile, read_spec
from grader.challenge.help_loader import load_help
from grader.challenge.model import Challenge, Heading, Spec
from grader.challenge.references import check_references
from grader.challenge.yaml_reader import YamlDocument
from grader.criteria import find_kind, kinds
from grader.criterion import Criterion
from grader.errors import SpecError
from grader.text import did_you_mean


def load_challenge(file: Path) -> Challenge:
    """The challenge that `file` describes; SpecError names every problem with its line and key."""
    read = read_spec(file.resolve(), "id, title and criteria")
    complaints = Complaints(read.file, read.document)
    spec = _spec(read.document, complaints)
    criteria = _criteria(read.document, complaints)
    if spec is not None and spec.id != read.file.parent.name:
        complaints.add(("id",), f"must be the folder's name {read.file.parent.name!r}, got {spec.id!r}")
    check_references(spec, criteria, complaints)
    complaints.raise_if_any()
    if spec is None:
        raise SpecError([complaint(read.file, 1, (), "cannot be read")])
    return _challenge(spec, criteria, read)


def _challenge(spec: Spec, criteria: tuple[Criterion, ...], read: SpecFile) -> Challenge:
    defaults = course_defaults(read.file.parent.parent.parent)
    heading = {name: getattr(spec, name) for name in Heading.model_fields} | defaults.of(spec)
    told = load_help(read.file.with_name("help.yaml"), criteria)
    digest = f"sha256:{hashlib.sha256(read.source + told.source + defaults.mark).hexdigest()}"
    return Challenge(**heading, criteria=criteria, help=told.texts, file=read.file, digest=digest)


def _spec(document: YamlDocument, complaints: Complaints) -> Spec | None:
    data = dict(document.data)
    if data.pop("wrong", None) is not None:
        complaints.add(("wrong",), "wrong variants have a file of their own: move this key to wrong.yaml")
    try:
        return Spec.model_validate(data)
    except ValidationError as error:
        complaints.add_validation(error, Spec)
        return None


def _criteria(document: YamlDocument, complaints: Complaints) -> tuple[Criterion, ...]:
    listed = document.data.get("criteria")
    found: list[Criterion] = []
    for index, fields in enumerate(listed if isinstance(listed, list) else []):
        criterion = _criterion(fields, index, complaints) if isinstance(fields, dict) else None
        if criterion is None:
            continue
        if criterion.id in {earlier.id for earlier in found}:
            complaints.add(("criteria", index, "id"), f"{criterion.id!r} names a criterion above, too")
        found.append(criterion)
    return tuple(found)


def _criterion(fields: dict[str, Any], index: int, complaints: Complaints) -> Criterion | None:
    at = ("criteria", index)
    name = fields.get("check")
    if name is None:
        complaints.add(at, f"check is missing: name one of {', '.join(kinds())}")
        return None
    kind = find_kind(name) if isinstance(name, str) else None
    if kind is None:
        complaints.add((*at, "check"), _unknown_kind(str(name), kinds()))
        return None
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        complaints.add_validation(error, kind, at)
        return None


def _unknown_kind(name: str, known: Mapping[str, type[Criterion]]) -> str:
    renamed = {old: new for kind in known.values() for old, new in kind.old_kinds.items()}
    if name in renamed:
        return f"{name!r} is no kind any more: write {renamed[name]}"
    return f"unknown kind {name!r}{did_you_mean(name, known)} (known: {', '.join(known)})"

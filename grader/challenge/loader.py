"""challenge.yaml to Challenge, with file, line and key in every complaint."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from grader.challenge.complaints import Complaints, complaint
from grader.challenge.model import Challenge, Spec
from grader.challenge.references import check_references
from grader.challenge.yaml_reader import YamlDocument, YamlProblem, read_yaml
from grader.criteria import find_kind, kinds
from grader.criterion import Criterion
from grader.errors import SpecError
from grader.text import did_you_mean

MAX_SPEC_BYTES = 1_000_000


def load_challenge(file: Path) -> Challenge:
    """The challenge that `file` describes; SpecError names every problem with its line and key."""
    file = file.resolve()
    source = _read(file)
    document = _document(file, source)
    complaints = Complaints(file, document)
    spec = _spec(document, complaints)
    criteria = _criteria(document, complaints)
    if spec is not None and spec.id != file.parent.name:
        complaints.add(("id",), f"must be the folder's name {file.parent.name!r}, got {spec.id!r}")
    check_references(spec, criteria, complaints)
    complaints.raise_if_any()
    if spec is None:
        raise SpecError([complaint(file, 1, (), "cannot be read")])
    digest = f"sha256:{hashlib.sha256(source).hexdigest()}"
    return Challenge(
        spec.id,
        spec.title,
        spec.level,
        spec.limits,
        criteria,
        spec.starter_fails,
        spec.wrong,
        file,
        digest,
    )


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            source = stream.read(MAX_SPEC_BYTES + 1)
    except OSError as error:
        raise SpecError([complaint(file, 1, (), f"cannot be read: {error.strerror}")]) from None
    if len(source) > MAX_SPEC_BYTES:
        raise SpecError([complaint(file, 1, (), f"is larger than {MAX_SPEC_BYTES} bytes")])
    return source


def _document(file: Path, source: bytes) -> YamlDocument:
    try:
        document = read_yaml(source.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        raise SpecError([complaint(file, line, (), "is not UTF-8 text")]) from None
    except YamlProblem as problem:
        raise SpecError([complaint(file, problem.line, problem.path, problem.why)]) from None
    if not isinstance(document.data, dict):
        raise SpecError([complaint(file, 1, (), "expected a mapping with id, title and criteria")])
    return document


def _spec(document: YamlDocument, complaints: Complaints) -> Spec | None:
    try:
        return Spec.model_validate(document.data)
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

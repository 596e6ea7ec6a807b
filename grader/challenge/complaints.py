"""The problems of one spec, each with file, line, key and what was expected."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from grader.challenge.yaml_reader import KeyPath, YamlDocument
from grader.criterion.options import Options
from grader.errors import SpecError
from grader.text import did_you_mean

_MISSING = "is missing"
_SHORTER = {
    "missing": _MISSING,
    "too_short": "must not be empty",
    "string_too_short": "must not be empty",
}


def complaint(file: Path, line: int, path: KeyPath, why: str) -> str:
    """One problem as `file:line: key: why`."""
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    return f"{_shown(file)}:{line}: {key + ': ' if key else ''}{why}"


class Complaints:
    """Collects problems, so that an author sees all of them at once."""

    def __init__(self, file: Path, document: YamlDocument) -> None:
        self._file, self._document = file, document
        self._found: list[tuple[bool, int, str]] = []

    def add(self, path: KeyPath, why: str) -> None:
        """Note a problem at `path`; what is missing comes after what is there in its place."""
        line = self._document.line(path)
        self._found.append((why == _MISSING, line, complaint(self._file, line, path, why)))

    def add_validation(self, error: ValidationError, model: type[BaseModel], at: KeyPath = ()) -> None:
        """Note what pydantic found in the part of the document below `at`."""
        for detail in error.errors():
            loc = tuple(part for part in detail["loc"] if part != "[key]")
            self.add(at + loc, _said(detail, model))

    def raise_if_any(self) -> None:
        """SpecError with all problems in the order of their lines, what is missing last."""
        if self._found:
            raise SpecError([text for *_, text in sorted(self._found)])


def _said(detail: Mapping[str, Any], model: type[BaseModel]) -> str:
    if detail["type"] == "extra_forbidden":
        return _unknown_key(str(detail["loc"][-1]), _model_at(model, detail["loc"][:-1]))
    if detail["type"] in _SHORTER:
        return _SHORTER[detail["type"]]
    message = str(detail["msg"]).removeprefix("Value error, ")
    if detail["type"] in {"value_error", "model_type"}:
        return message
    return f"{message[:1].lower()}{message[1:]}, got {detail['input']!r}"


def _unknown_key(key: str, model: type[BaseModel] | None) -> str:
    if model is not None and issubclass(model, Options) and key in model.old_spellings:
        return f"is no option any more: write {model.old_spellings[key]}"
    fields = model.model_fields if model is not None else {}
    return f"unknown key{did_you_mean(key, [field.alias or name for name, field in fields.items()])}"


def _model_at(model: type[BaseModel], path: KeyPath) -> type[BaseModel] | None:
    for part in path:
        if isinstance(part, int):
            continue
        inner = _model_in(model.model_fields[part].annotation) if part in model.model_fields else None
        if inner is None:
            return None
        model = inner
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds, be it optional or one of many; None where it holds none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(inner) for inner in get_args(annotation))
    return next((model for model in found if model is not None), None)


def _shown(file: Path) -> Path:
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file

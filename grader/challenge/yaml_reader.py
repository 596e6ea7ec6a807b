"""YAML with line numbers, without its traps: no duplicate keys, no anchors, no tags."""

from typing import Any

import yaml

from grader.values import Value

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where PyYAML was built with it: it reads a spec in a tenth of the time."""

KeyPath = tuple[str | int, ...]
MAX_DEPTH = 30


class YamlProblem(Exception):  # noqa: N818 - it is reported as a problem of the spec
    """The text is not the YAML a spec may hold; `line` is 1-based, `path` the keys leading there."""

    def __init__(self, line: int, why: str, path: KeyPath = ()) -> None:
        self.line, self.why, self.path = line, why, path
        super().__init__(why)


class YamlDocument(Value, dict=True):
    """Plain data and the line on which each key or item stands."""

    data: Any
    lines: dict[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """The line of `path`, or of the nearest thing around it that is written in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str) -> YamlDocument:
    """The one document in `text`; raises YamlProblem."""
    try:
        if (line := _anchor_line(text)) is not None:
            raise YamlProblem(line, "anchors and aliases (& and *) are not supported: write it out")
        node = yaml.compose(text, _LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlProblem(mark.line + 1 if mark else 1, f"not valid YAML: {error.problem}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlProblem(1, f"not valid YAML: {type(error).__name__}") from None
    if node is None:
        raise YamlProblem(1, "the file is empty")
    lines: dict[KeyPath, int] = {}
    return YamlDocument(_value(node, (), lines), lines)


def _anchor_line(text: str) -> int | None:
    """Where the first anchor or alias stands; without one of their signs in it, the text has none."""
    tokens = yaml.scan(text, _LOADER) if {"&", "*"} & set(text) else ()
    found = (token for token in tokens if isinstance(token, yaml.AnchorToken | yaml.AliasToken))
    return next((token.start_mark.line + 1 for token in found), None)


def _value(node: yaml.Node, path: KeyPath, lines: dict[KeyPath, int]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if len(path) > MAX_DEPTH:
        raise YamlProblem(node.start_mark.line + 1, "nested too deeply", path)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), lines) for index, item in enumerate(node.value)]
    return _scalar(node, path)


def _mapping(node: yaml.MappingNode, path: KeyPath, lines: dict[KeyPath, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = _scalar(key_node, path) if isinstance(key_node, yaml.ScalarNode) else None
        if not isinstance(key, str):
            raise YamlProblem(line, f"a key must be text, got {getattr(key_node, 'value', '?')!r}", path)
        if key in found:
            raise YamlProblem(line, f"the key {key!r} is here twice", (*path, key))
        lines[(*path, key)] = line
        found[key] = _value(value_node, (*path, key), lines)
    return found


def _scalar(node: yaml.Node, path: KeyPath) -> Any:
    try:
        return yaml.constructor.SafeConstructor().construct_object(node)
    except (yaml.YAMLError, ValueError):
        raise YamlProblem(node.start_mark.line + 1, f"cannot read the value {node.value!r}", path) from None

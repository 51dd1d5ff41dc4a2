"""Strict reading of a YAML file: plain data, and for every value the line it stands on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Final

import yaml

from antavo_export.config.scalars import Scalar, plain_scalar
from antavo_export.config.yaml_nodes import compose
from antavo_export.config.yaml_syntax import explained, unprintable
from antavo_export.errors import ConfigError, Mistake

_LARGEST: Final = 4 * 1024 * 1024  # bytes; a replace map of 10,000 entries takes about 0.4 MB
_MOST_NODES: Final = 200_000  # stops aliases that multiply (the "billion laughs")
_KNOWN_TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "value")
)
_TEXT: Final = "tag:yaml.org,2002:str"
_MERGE: Final = "tag:yaml.org,2002:merge"
_NO_MERGING: Final = (
    "merge keys (<<) are not supported; write the keys out, or put what all exports of a folder "
    "have in common into its _defaults.yaml"
)

Where = Sequence[str | int]


@dataclass
class YamlSource:
    """One YAML document: its data, and where each part of it stands."""

    file: Path
    text: str
    mistakes: list[Mistake] = field(default_factory=list)
    _nodes: int = 0
    _around: list[yaml.Node] = field(default_factory=list)
    _children: dict[int, dict[str, yaml.Node]] = field(default_factory=dict)

    @cached_property
    def data(self) -> object:
        """Return the document as dicts, lists and scalars.

        Raises:
            ConfigError: when it is not YAML, or is YAML that cannot be meant.
        """
        data = None if self._root is None else self._value(self._root, ())
        if self.mistakes:
            raise ConfigError(self.mistakes)
        return data

    def line(self, where: Where) -> int:
        """Return the line of the value at ``where``, or of the nearest part that exists."""
        node = self._root
        for key in where:
            node, found = self._child(node, key), node
            if node is None:
                return self._line(found)
        return self._line(node)

    def holds(self, where: Where) -> bool:
        """Return whether there is a value at ``where``."""
        node = self._root
        for key in where:
            node = self._child(node, key)
        return node is not None

    @cached_property
    def _root(self) -> yaml.Node | None:
        found = unprintable(self.text)
        if found is not None:
            raise ConfigError([self._mistake(found[0], (), found[1])])
        try:
            return compose(self.text)
        except yaml.YAMLError as error:
            line, message = explained(error, self.text)
            raise ConfigError([self._mistake(line, (), message)]) from error

    def _value(self, node: yaml.Node, where: tuple[str | int, ...]) -> object:
        self._nodes += 1
        if self._nodes > _MOST_NODES:
            message = f"this is more than {_MOST_NODES:,} values, aliases counted where they stand"
            raise ConfigError([self._mistake(self._line(node), where, message)])
        if node.tag not in _KNOWN_TAGS:
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            self._note(node, where, f"the tag {tag} is not allowed; write plain YAML")
            return None
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if any(outer is node for outer in self._around):
            raise ConfigError(
                [self._mistake(self._line(node), where, "an alias stands inside itself")]
            )
        self._around.append(node)
        value = self._collection(node, where)
        self._around.pop()
        return value

    def _collection(self, node: yaml.Node, where: tuple[str | int, ...]) -> object:
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*where, i)) for i, item in enumerate(node.value)]
        return dict(self._items(node, where))

    def _items(
        self, node: yaml.Node, where: tuple[str | int, ...]
    ) -> Iterator[tuple[object, object]]:
        seen: dict[object, tuple[int, str]] = {}
        for key_node, value_node in node.value:
            if key_node.tag == _MERGE:
                self._note(key_node, where, _NO_MERGING)
                continue
            if not isinstance(key_node, yaml.ScalarNode):
                self._note(key_node, where, "a key must be a single value")
                continue
            key, name = self._value(key_node, where), key_node.value
            if key in seen and _is_number(key) and seen[key][1] != name:
                key = name  # Python takes 1 and 1.0 for one key; as text they are two
            if key in seen:
                message = f"'{name}' stands here twice, first on line {seen[key][0]}"
                self._note(key_node, where, message)
            seen[key] = self._line(key_node), name
            yield key, self._value(value_node, (*where, name))

    def _child(self, node: yaml.Node | None, key: str | int) -> yaml.Node | None:
        if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
            return node.value[key] if key < len(node.value) else None
        if not isinstance(node, yaml.MappingNode):
            return None
        if id(node) not in self._children:
            self._children[id(node)] = dict(_by_name(node))
        return self._children[id(node)].get(str(key))

    def _line(self, node: yaml.Node | None) -> int:
        """Return a line of the text; what is left out at its end stands behind its last one."""
        return 1 if node is None else min(node.start_mark.line + 1, self._last)

    @cached_property
    def _last(self) -> int:
        return max(1, len(self.text.splitlines()))

    def _note(self, node: yaml.Node, where: Where, message: str) -> None:
        self.mistakes.append(self._mistake(self._line(node), where, message))

    def _mistake(self, line: int, where: Where, message: str) -> Mistake:
        return Mistake(self.file, line, ".".join(map(str, where)), message)


def read_yaml(file: Path) -> YamlSource:
    """Return the document in ``file``, not parsed yet.

    Raises:
        ConfigError: when the file cannot be read, is too large or is not UTF-8.
    """
    try:
        content = file.read_bytes()
        if len(content) > _LARGEST:
            raise ConfigError([Mistake(file, 1, "", "the file is larger than 4 MB")])
        return YamlSource(file, content.decode("utf-8-sig"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigError([Mistake(file, 1, "", f"cannot be read: {reason}")]) from error
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigError([Mistake(file, line, "", "not UTF-8 text; save it as UTF-8")]) from error


def _scalar(node: yaml.ScalarNode) -> Scalar:
    # Quoted, or explicitly tagged !!str: the text is meant as it stands.
    text: str = node.value
    return text if node.style or node.tag == _TEXT else plain_scalar(text)


def _is_number(key: object) -> bool:
    return isinstance(key, int | Decimal) and not isinstance(key, bool)


def _by_name(node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
    """Yield the values of a mapping by their keys as written, and as they read in the data."""
    for name, value in node.value:
        if isinstance(name, yaml.ScalarNode):
            yield name.value, value
            yield str(_scalar(name)), value

"""Reading the catalogue's YAML: fast for the shipped files, with line numbers for overlays."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from antavo_export.errors import ConfigError, Mistake

Place = tuple[str | int, ...]

# libyaml parses about ten times faster; PyYAML is built without it on a few platforms.
Loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)


Constructor = yaml.SafeLoader | yaml.CSafeLoader


def parse(text: str) -> Any:  # noqa: ANN401 - YAML holds anything
    """Return the data of a YAML text whose mistakes no user could have made."""
    return yaml.load(text, Loader)  # noqa: S506 - a safe loader, in C


@dataclass
class MarkedFile:
    """The data of a YAML file and where each of its values stands.

    Raises:
        ConfigError: the file is not YAML, or a key stands twice in one mapping.
    """

    path: Path
    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    _around: list[yaml.Node] = field(default_factory=list)

    def __post_init__(self) -> None:
        try:
            self._read()
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or str(error).splitlines()[0]
            self.report((), f"this is not YAML: {problem}", line=mark.line + 1 if mark else 1)
        except RecursionError:
            self.report((), "the values here are nested too deeply to be meant")
        if self.mistakes:
            raise ConfigError(self.mistakes)

    def _read(self) -> None:
        loader = Loader(self.path.read_bytes())
        try:
            node = loader.get_single_node()
            if node is not None:
                self._note(loader, node, ())
            if node is not None and not self.mistakes:
                self.data = loader.construct_document(node)
        finally:
            loader.dispose()

    def report(self, place: Place, message: str, *, line: int | None = None) -> None:
        """Add a mistake at ``place``, or at the nearest place around it that has a line."""
        where = ".".join(map(str, place))
        self.mistakes.append(Mistake(self.path, line or self._line(place), where, message))

    def _line(self, place: Place) -> int:
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def _note(self, loader: Constructor, node: yaml.Node, place: Place) -> None:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if any(outer is node for outer in self._around):
            self.report(place, "an alias stands inside itself")
            return
        self._around.append(node)
        if isinstance(node, yaml.ScalarNode):
            self._try(loader, node, place)
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self._note(loader, item, (*place, index))
        elif isinstance(node, yaml.MappingNode):
            self._note_keys(loader, node, place)
        self._around.pop()

    def _note_keys(self, loader: Constructor, node: yaml.MappingNode, place: Place) -> None:
        seen: set[str] = set()
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in seen:
                self.report((*place, name), "stands twice in this mapping", line=line)
            seen.add(name)
            self.lines[(*place, name)] = line
            self._note(loader, key, (*place, name))
            self._note(loader, value, (*place, name))

    def _try(self, loader: Constructor, node: yaml.ScalarNode, place: Place) -> None:
        """Report a value that PyYAML takes for a date or a number and cannot read as one."""
        try:
            loader.construct_object(node)
        except (ValueError, LookupError, AttributeError):
            kind = node.tag.rpartition(":")[2]
            self.report(place, f"'{node.value}' reads as {kind} and is none; put it in quotes")

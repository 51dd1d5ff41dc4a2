"""Composing YAML into nodes without letting a text take the process down.

libyaml's own composer recurses on the C stack, which a hundred thousand opening brackets overflow,
and its parser takes quadratic time for them. PyYAML's composer, in Python over the same parser, is
as fast on real files and can count how deep it is.
"""

from typing import Final

import yaml
from yaml.composer import Composer

_DEEPEST: Final = 50  # levels; an export needs six
_Parser: Final[type[yaml.SafeLoader]] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TooDeepError(yaml.MarkedYAMLError):
    """Values inside values inside values, more than any configuration has."""


class _Loader(Composer, _Parser):  # type: ignore[misc, valid-type] # chosen when PyYAML is built
    """Composes in Python what the parser, in C where there is one, has read."""

    def __init__(self, text: str) -> None:
        _Parser.__init__(self, text)
        Composer.__init__(self)
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self._depth += 1
        if self._depth > _DEEPEST:
            mark = self.peek_event().start_mark
            raise TooDeepError(problem="nested too deeply", problem_mark=mark)
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


def compose(text: str) -> yaml.Node | None:
    """Return the root of the one document in ``text``, None when there is none.

    An alias is the very node its anchor stands at, so it may lead back to a node around itself.

    Raises:
        yaml.YAMLError: ``text`` is not YAML, holds several documents or is nested too deeply.
    """
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()

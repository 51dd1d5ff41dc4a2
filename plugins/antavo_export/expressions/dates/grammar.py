"""From text to `Reading`: which term stands where.

PHP's scanner takes, at every place, the rule that matches the most characters, and the earliest of
the table where several match as many. ``re`` settles for the first alternative that fits, so a
rule that matches at all is asked again about every longer stretch of the text.
"""

import re
from functools import cache
from re import Match, Pattern
from typing import Final

from antavo_export.expressions.dates import formats, keywords, relative
from antavo_export.expressions.dates.errors import InvalidDateExpression, Refusal
from antavo_export.expressions.dates.patterns import BLANK, END
from antavo_export.expressions.dates.reading import Reading
from antavo_export.expressions.dates.rule import Action, Rule, Start, skip
from antavo_export.expressions.dates.words import VOCABULARY

LONGEST: Final = 200
"""Characters; PHP sets no limit, but no sensible expression comes near it."""

_SEPARATORS: Final = (Rule(Start.OTHER | Start.BLANK, rf"[.,\n]|{BLANK}", skip),)
_RULES: Final = (*keywords.RULES, *relative.RULES, *formats.RULES, *_SEPARATORS)
_BLANKS: Final = " \t\n\v\f\r"
_ODD: Final = re.compile(r"[^\t\n -~]")
_ODD_REASON: Final = "is no plain character; retype it, blanks included"


def read(text: str) -> Reading:
    """Read a whole expression, without the ``date:`` before it.

    Raises:
        InvalidDateExpression: nothing is said, something is not understood or said twice, or the
            text is longer than `LONGEST`.
    """
    said = text.strip(_BLANKS)
    _refuse_odd_text(said)
    reading, place = Reading(), 0
    while place < len(said):
        reading, place = _next_term(reading, said, place)
    return reading


def _refuse_odd_text(said: str) -> None:
    if not said:
        raise InvalidDateExpression(said, "")
    if len(said) > LONGEST:
        reason = f"is too long: {len(said)} characters, at most {LONGEST}"
        raise InvalidDateExpression(said, f"{said[:20]}...", reason)
    odd = _ODD.search(said)
    if odd:
        raise InvalidDateExpression(said, ascii(odd[0])[1:-1], _ODD_REASON)


def _next_term(reading: Reading, said: str, place: int) -> tuple[Reading, int]:
    match, action = _longest_term(said + END, place)
    if match is None:
        raise InvalidDateExpression(said, _culprit(said, place))
    try:
        return action(reading, match), match.end()
    except Refusal as refusal:
        if refusal.reason:
            word = match[0].strip(_BLANKS + END)
        else:
            word = _culprit(said, place if refusal.place is None else refusal.place)
        raise InvalidDateExpression(said, word, refusal.reason) from None


def _longest_term(text: str, place: int) -> tuple[Match[str] | None, Action]:
    """Return the term that begins at a place, if any, and what it does."""
    best: Match[str] | None = None
    best_action: Action = skip
    for pattern, action in _rules_for(Start.at(text, place)):
        match = _longest_match(pattern, text, place, best.end() if best else place)
        if match:
            best, best_action = match, action
    return best, best_action


def _longest_match(pattern: Pattern[str], text: str, start: int, beyond: int) -> Match[str] | None:
    """Return the longest match that ends beyond a place."""
    if pattern.match(text, start):
        for end in range(len(text), beyond, -1):
            if match := pattern.fullmatch(text, start, end):
                return match
    return None


@cache
def _rules_for(start: Start) -> list[tuple[Pattern[str], Action]]:
    """Compile, on first use, the rules whose terms can begin so, in the table's order."""
    flags = re.IGNORECASE | re.ASCII
    return [
        (re.compile(rule.spelling, flags), rule.action) for rule in _RULES if start in rule.starts
    ]


def _culprit(said: str, place: int) -> str:
    """Return the word to blame for a place where no term begins.

    That is the word around the place, unless the word is known or a number, and the next one is
    not: in ``next wek`` no term begins at ``next``, yet ``wek`` is what is wrong.
    """
    if not said[place].isalnum():
        return said[place]
    begin = max(said.rfind(blank, 0, place) for blank in _BLANKS) + 1
    word, *following = said[begin:].split()
    fine = word.isdigit() or word.lower() in VOCABULARY
    if fine and following and following[0].isalpha() and following[0].lower() not in VOCABULARY:
        return following[0]
    return word

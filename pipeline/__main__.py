"""Run as `python -m pipeline`, which is the same as `comunicado`."""

from pipeline.cli import main

main()

"""`python -m pipeline` is the same as `comunicado`."""

from pipeline.cli import main

main()

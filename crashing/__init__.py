"""Runs that are killed before every change of their output folder, and disks that lose what was not synced."""

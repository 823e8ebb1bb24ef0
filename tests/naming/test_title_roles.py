"""Which office a title is. No model."""

from __future__ import annotations

from pipeline.naming.title_roles import RANKING
from pipeline.schemas import ROLES


def test_every_role_of_the_tables_has_its_rank() -> None:
    assert sorted(RANKING) == sorted(ROLES)

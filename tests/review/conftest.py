"""An article with emoji and combining characters, and what Label Studio really exported of it."""

from __future__ import annotations

import json

import pytest

from pipeline.output.write import write_tables
from pipeline.schemas import TABLES
from tests.review.tools import EXPORTS

#: After a person changed some things in the browser.
LABEL_STUDIO = EXPORTS / "label-studio-1.23.2.json"


@pytest.fixture(scope="session")
def emoji_text():
    return json.loads(LABEL_STUDIO.read_text(encoding="utf-8"))[0]["data"]["text"]


@pytest.fixture(scope="session")
def emoji_tables(tmp_path_factory, emoji_text):
    """The output folder that the export came from, as far as an import looks at it."""
    folder = tmp_path_factory.mktemp("emoji")
    article = dict.fromkeys(TABLES["articles"].column_names) | {"article_id": "emojis", "text": emoji_text}
    write_tables({"articles": [article]}, folder, formats=["csv"])
    return folder

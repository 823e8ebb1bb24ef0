"""The one file: page, style, scripts and data put together so that nothing in the data can run.

Data are JSON in which `<`, `>` and `&` are written as escapes, or, when that is long, compressed and in Base64. The
page builds its elements from them as text. Its Content-Security-Policy allows the scripts and the style of this file by
their digests, and nothing else: no other script, no inline handler, no request. Vega therefore runs its expressions by
its interpreter (`ast: true`), not by `eval`.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from functools import cache
from typing import Any

import vl_convert
from jinja2 import Environment, select_autoescape

from pipeline.output.report.texts import Texts, asset

#: JSON longer than this many bytes is compressed: a smaller file to send, at the price of a newer browser.
PLAIN = 2_000_000
# Of gzip's nine levels: the last ones take five times as long for a tenth less.
_EFFORT = 4

_SCRIPTS = (
    "store.js",
    "dom.js",
    "state.js",
    "fields.js",
    "views.js",
    "filters.js",
    "grid.js",
    "detail.js",
    "charts.js",
)
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
# What Vega-Embed needs of the page; it brings Vega and Vega-Lite along.
_VEGA = "window.vegaEmbed = vegaEmbed;"


@cache
def _vega() -> str:
    return script_text(f"/*\n{asset('licences.txt')}*/\n{vl_convert.javascript_bundle(_VEGA)}")


def page(content: dict[str, Any], language: str, texts: Texts) -> bytes:
    """Return the report as UTF-8 for `content`, what the scripts find in the element `data`."""
    scripts = [_vega(), _own_script()]
    style = asset("style.css")
    data, packing = packed_data(content)
    template = Environment(autoescape=select_autoescape(default=True, default_for_string=True)).from_string(
        asset("page.html")
    )
    html = template.render(
        language=language,
        title=texts["ui"]["title"],
        **{key: texts["ui"][key] for key in ("no_script", "loading", "too_old", "damaged")},
        policy=_policy(scripts, style),
        style=style,
        scripts=scripts,
        data=data,
        packing=packing,
    )
    return (html + "\n").encode()


def packed_data(content: dict[str, Any], plain: int = PLAIN) -> tuple[str, str]:
    """Return `content` as text that HTML takes for text, and `plain` or `gzip`: how it is packed."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # A lone half of a surrogate pair is no character: it cannot be written.
    raw = text.encode("utf-8", "replace")
    if len(raw) > plain:
        return base64.b64encode(gzip.compress(raw, _EFFORT, mtime=0)).decode(), "gzip"
    return raw.decode().translate(_ESCAPES), "plain"


def script_text(code: str) -> str:
    """Return `code` so that no text in it ends or opens an element of the page."""
    return code.replace("\r\n", "\n").replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _own_script() -> str:
    parts = "\n".join(asset(name) for name in (*_SCRIPTS, "main.js"))
    return script_text(f'(() => {{\n"use strict";\n{parts}}})();\n')


def _policy(scripts: list[str], style: str) -> str:
    return (
        f"default-src 'none'; script-src {' '.join(map(_digest, scripts))}; style-src {_digest(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

"""The labelling interface of Label Studio for the tables of an export."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from pipeline.output.review.kinds import KINDS, Field, Kind

COLORS = ("#d1495b", "#2e86ab", "#6a994e", "#f2a541", "#7b5ea7", "#8d6a4f", "#4a7c7e")


def config(tables: Sequence[str]) -> str:
    """Return the labelling config as XML.

    It has spans by table, fields of a span when it is selected, and `complete` for the article.
    """
    view = ET.Element("View")
    ET.SubElement(view, "Header", value="$heading")
    kinds = [KINDS[table] for table in tables]
    labels = ET.SubElement(view, "Labels", name="label", toName="text")
    for kind, color in zip(kinds, COLORS, strict=False):
        ET.SubElement(labels, "Label", value=kind.label, background=color)
    ET.SubElement(view, "Text", name="text", value="$text", saveTextResult="yes")
    _choices(view, "complete", ("complete",), per_region=False, many=True)
    for kind in kinds:
        _fields(view, kind)
    every = ",".join(kind.label for kind in kinds)
    shown = ET.SubElement(view, "View", visibleWhen="region-selected", whenTagName="label", whenLabelValue=every)
    ET.SubElement(shown, "Header", value="verdict, where the article is not complete", size="5")
    _choices(shown, "verdict", ("ok", "wrong"), per_region=True, many=False)
    ET.indent(view)
    return ET.tostring(view, encoding="unicode") + "\n"


def _fields(view: ET.Element, kind: Kind) -> None:
    if not kind.fields:
        return
    shown = ET.SubElement(view, "View", visibleWhen="region-selected", whenTagName="label", whenLabelValue=kind.label)
    for field in kind.fields:
        ET.SubElement(shown, "Header", value=f"{kind.label}: {field.name}", size="5")
        name = f"{kind.label}_{field.name}"
        if field.choices:
            _choices(shown, name, field.choices, per_region=True, many=field.many)
        else:
            _text(shown, name, field)


def _choices(view: ET.Element, name: str, values: Sequence[str], *, per_region: bool, many: bool) -> None:
    choice = "multiple" if many else "single-radio"
    choices = ET.SubElement(view, "Choices", name=name, toName="text", choice=choice, showInline="true")
    if per_region:
        choices.set("perRegion", "true")
    for value in values:
        ET.SubElement(choices, "Choice", value=value)


def _text(view: ET.Element, name: str, field: Field) -> None:
    area = ET.SubElement(view, "TextArea", name=name, toName="text", perRegion="true", editable="true", rows="1")
    area.set("placeholder", f"{field.name}, one at a time" if field.many else field.name)
    if not field.many:
        area.set("maxSubmissions", "1")

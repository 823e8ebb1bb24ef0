"""Charts as Vega-Lite specifications, made with Altair. Data and colours come in when the page is open.

A colour that begins with `@` is a CSS variable of the page (`@accent` is `--accent`), so that a chart has the colours
of the light or dark page. Every mark has a `link` in its data. Sizes: the page sets the width; `aspect` is height over
width where the height follows it, `narrowest` the least width in pixels, below which the chart scrolls.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

_BAR_HEIGHT = 24
_CELL = 26
#: More marks than these beside one another are drawn as wide as there is room.
_FEW = 5

Spec = dict[str, Any]


def times_chart(times: Sequence[str], labels: Mapping[str, str]) -> Spec:
    """Return a chart of bars over time, one a month or year of `times`; data `dated`: `time` and `found`."""
    return _spec(
        _chart("dated")
        .mark_bar(color="@accent", cursor="pointer", **_width(times))
        .encode(x=_time_axis(times), y=_count_axis(labels["found"])),
        height=320,
    )


def sources_chart(rows: Sequence[Mapping[str, Any]], labels: Mapping[str, str]) -> Spec:
    """Return a chart of horizontal bars, one a source; `rows` have `source` and `found`."""
    bars = _chart("rows").encode(
        y=alt.Y("source:N", sort=None, title=None, axis=alt.Axis(labelLimit=150, ticks=False, domain=False)),
        x=alt.X("found:Q", title=labels["found"], axis=_axis()),
    )
    return _spec(
        alt.layer(bars.mark_bar(color="@accent", cursor="pointer"), _numbers(bars)), height=_BAR_HEIGHT * len(rows) + 40
    )


def matrix_chart(countries: Sequence[str], most: int) -> Spec:
    """Return a chart with a cell for each two countries, coloured by the number of agreements.

    Data `cells`: `first`, `second`, `found`.
    """
    cells = _chart("cells").encode(
        x=alt.X("second:N", sort=list(countries), title=None, axis=alt.Axis(labelAngle=-60, ticks=False, domain=False)),
        y=alt.Y("first:N", sort=list(countries), title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=130)),
    )
    colour = alt.Color(
        "found:Q", legend=None, scale=alt.Scale(type="sqrt", domain=[0, most], range=["@ramp0", "@ramp1"])
    )
    numbers = cells.mark_text(fontSize=10, cursor="pointer").encode(
        text="found:Q",
        color=alt.condition(f"datum.found > {most * 0.3}", alt.value("@on-ramp"), alt.value("@ink")),
    )
    return _spec(
        alt.layer(cells.mark_rect(cursor="pointer", stroke="@page", strokeWidth=1).encode(color=colour), numbers),
        height=_CELL * len(countries) + 110,
        narrowest=_CELL * len(countries) + 130,
    )


def network_chart(most: int) -> Spec:
    """Return a chart of countries on a circle.

    Data `nodes`: `x`, `y`, `label`, `found`, and `edges`: points of curves with `pair`.
    """
    place: dict[str, Any] = {
        "x": alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-1.9, 1.9])),
        "y": alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-1.25, 1.25])),
    }
    edges = (
        _chart("edges")
        .mark_line(color="@accent", opacity=0.45, cursor="pointer", strokeCap="round")
        .encode(
            **place,
            detail="pair:N",
            order="step:Q",
            strokeWidth=alt.StrokeWidth(
                "found:Q", legend=None, scale=alt.Scale(type="sqrt", domain=[0, most], range=[1, 7])
            ),
        )
    )
    nodes = (
        _chart("nodes")
        .mark_circle(color="@ink", opacity=1, cursor="pointer")
        .encode(**place, size=alt.Size("found:Q", legend=None, scale=alt.Scale(rangeMin=50, rangeMax=420, zero=True)))
    )
    around = _names_around(_chart("nodes").encode(**place, text="label:N"))
    return _spec(alt.layer(edges, nodes, *around), aspect=0.8)


def _names_around(names: Any) -> list[Any]:
    """Return the names outside the circle: to the right of it, to the left, above and below."""
    style: dict[str, Any] = {"baseline": "middle", "fontSize": 12, "color": "@ink", "cursor": "pointer"}
    return [
        names.transform_filter("datum.x > 0.05").mark_text(align="left", dx=14, **style),
        names.transform_filter("datum.x < -0.05").mark_text(align="right", dx=-14, **style),
        names.transform_filter("abs(datum.x) <= 0.05 && datum.y >= 0").mark_text(align="center", dy=-18, **style),
        names.transform_filter("abs(datum.x) <= 0.05 && datum.y < 0").mark_text(align="center", dy=18, **style),
    ]


def themes_chart(themes: Sequence[str], statuses: Mapping[str, str], labels: Mapping[str, str]) -> Spec:
    """Return a chart of themes as bars, stacked by status; `rows` have `theme`, `status`, `found`."""
    return _spec(
        _chart("rows")
        .mark_bar(cursor="pointer")
        .encode(
            y=alt.Y("theme:N", sort=list(themes), title=None, axis=alt.Axis(labelLimit=190, ticks=False, domain=False)),
            x=alt.X("found:Q", title=labels["found"], axis=_axis()),
            color=_status_colours(statuses),
            order=alt.Order("rank:Q"),
        ),
        height=_BAR_HEIGHT * len(themes) + 40,
    )


def themes_over_time_chart(themes: Sequence[str], times: Sequence[str], statuses: Mapping[str, str]) -> Spec:
    """Return a small chart for each theme: agreements over time, stacked by status; data `dated`."""
    return _spec(
        _chart("dated")
        .mark_bar(cursor="pointer", **_width(times))
        .encode(
            x=_time_axis(times),
            y=alt.Y("found:Q", title=None, axis=alt.Axis(tickCount=2, format=",d", tickMinStep=1, domain=False)),
            color=_status_colours(statuses),
            order=alt.Order("rank:Q"),
            row=alt.Row(
                "theme:N",
                sort=list(themes),
                title=None,
                spacing=6,
                header=alt.Header(
                    labelOrient="top", labelAnchor="start", labelAngle=0, labelPadding=2, labelFontWeight="bold"
                ),
            ),
        ),
        height=46,
        faceted=True,
    )


def map_chart() -> Spec:
    """Return a chart of circles on the outlines of countries.

    `rows` have `latitude`, `longitude`, `found`; data `world` is TopoJSON.
    """
    world = alt.Chart(
        alt.NamedData("world", format=alt.TopoDataFormat(type="topojson", feature="countries"))
    ).mark_geoshape(fill="@land", stroke="@page", strokeWidth=0.5)
    places = (
        _chart("rows")
        .mark_circle(color="@accent", opacity=0.6, stroke="@page", strokeWidth=0.5, cursor="pointer")
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            size=alt.Size("found:Q", legend=None, scale=alt.Scale(rangeMin=14, rangeMax=620, zero=True)),
        )
    )
    return _spec(alt.layer(world, places).project(type="equalEarth"), aspect=0.48, narrowest=560)


def _chart(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name))


def _spec(
    chart: alt.Chart | alt.LayerChart | alt.FacetChart,
    *,
    height: int | None = None,
    aspect: float | None = None,
    narrowest: int = 0,
    faceted: bool = False,
) -> Spec:
    spec: Spec = chart.to_dict()
    # The page brings its own configuration, not that of the theme that somebody may have switched on in Altair.
    spec.pop("config", None)
    spec.pop("$schema", None)
    if height is not None:
        spec["height"] = height
    if not faceted:
        spec["autosize"] = {"type": "fit", "contains": "padding"}
    spec["usermeta"] = {"aspect": aspect, "narrowest": narrowest, "faceted": faceted}
    return spec


def _axis() -> alt.Axis:
    return alt.Axis(tickMinStep=1, format=",d", tickCount=5, domain=False)


def _count_axis(title: str) -> alt.Y:
    return alt.Y("found:Q", title=title, axis=_axis())


def _time_axis(times: Sequence[str]) -> alt.X:
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy", labelSeparation=8, ticks=False)
    return alt.X("time:O", title=None, scale=alt.Scale(domain=list(times), paddingInner=0.15), axis=axis)


def _width(times: Sequence[str]) -> dict[str, Any]:
    return {"width": 40} if len(times) <= _FEW else {}


def _numbers(bars: alt.Chart) -> alt.Chart:
    numbers: alt.Chart = bars.mark_text(align="left", dx=4, color="@muted", cursor="pointer").encode(text="found:Q")
    return numbers


def _status_colours(statuses: Mapping[str, str]) -> alt.Color:
    scale = alt.Scale(domain=list(statuses.values()), range=[f"@{status}" for status in statuses])
    return alt.Color("status:N", legend=None, scale=scale)

"""The report in a browser, clicked through as a reader would; `opened` also sees errors, requests and alerts."""

import csv
import io
import json
import re

import pytest
from stories import CHILE, EVIL, EVIL_TITLE, stories

from pipeline.output.report.write import write_report

ROWS = "table.rows tbody tr"


def settled(page):
    """`page`, once it shows what its address says: a click on a link changes the address before the page."""
    page.wait_for_selector(f"html[data-shown={json.dumps(page.evaluate('location.hash'))}]")
    return page


def rows(page):
    return [line.inner_text() for line in settled(page).locator(f"main > .grid {ROWS}").all()]


def titles_in(page, column):
    return [cell.inner_text() for cell in settled(page).locator(f"main > .grid {ROWS} td:nth-child({column})").all()]


def address(page):
    return settled(page).evaluate("location.hash")


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def drawn(page):
    page.wait_for_selector("html[data-drawn]")


# ------------------------------------------------------------------------------------------------------- overview
def test_key_figures_lead_to_their_rows(opened, written):
    page = opened(written)
    figures = {link.get_attribute("data-figure"): link for link in page.locator(".figures a").all()}
    links = {name: link.get_attribute("href") for name, link in figures.items()}
    numbers = {name: link.locator("strong").inner_text() for name, link in figures.items()}
    assert numbers == {
        "articles": "4", "agreements": "5", "distinct": "4", "meetings": "1", "statements": "1", "people": "2",
        "organizations": "0", "places": "2", "failures": "1",
    }  # fmt: skip
    page.click("[data-figure=distinct]")
    assert address(page) == "#agreements?once=1"
    for name, target in links.items():
        page.goto(page.url.split("#")[0] + target)
        shown = settled(page).inner_text("#count").split(" of ")[0]
        assert shown == numbers[name], name


def test_every_number_of_a_chart_is_that_of_the_rows_it_leads_to(opened, written):
    page = opened(written)
    found = {}
    for details in page.locator("details.data").all():
        details.locator("summary").click()
        details.locator("table").wait_for()
        for link in details.locator("td.number a").all():
            found[link.get_attribute("href")] = link.inner_text()
    assert found["#agreements?party=CN&with=UZ"] == "1"
    assert found["#agreements?party=CL&with=PE"] == "2"
    assert found["#articles?undated=1"] == "1"
    assert found["#articles?source=-"] == "1"
    assert found["#articles?place=lima"] == "1"
    assert found["#agreements?theme=trade&status=signed"] == "1"
    assert len(found) >= 20
    for target, number in found.items():
        page.evaluate(f"location.hash = {target!r}")
        assert settled(page).inner_text("#count").startswith(f"{number} of "), target


def test_a_cell_of_the_matrix_leads_to_the_agreements_of_both_countries(opened, written):
    page = opened(written)
    drawn(page)
    # The number stands on the cell, and leads to the same.
    page.locator("#chart-country_matrix text[aria-label*='China'][aria-label*='Uzbekistan']").first.click()
    assert address(page) == "#agreements?party=CN&with=UZ"
    assert ["acordaron acelerar el ferrocarril" in row for row in rows(page)] == [True]


MARKS = {
    "articles_by_source path[aria-label*='Andina']": "#articles?source=Andina",
    "articles_over_time path[aria-label*='2024-11']": "#articles?from=2024-11-01&to=2024-11-30",
    "country_matrix path[aria-roledescription='rect mark'] >> nth=0": "#agreements?party=CL&with=PE",
    "country_network path[aria-roledescription='circle'] >> nth=0": "#agreements?party=CL",
    "country_network path[aria-roledescription='line mark'] >> nth=0": "#agreements?party=CL&with=PE",
    "themes_by_status path[aria-label*='signed']": "#agreements?theme=trade&status=signed",
    "themes_over_time path[aria-label*='2024-11'][aria-label*='signed']": (
        "#agreements?theme=trade&status=signed&from=2024-11-01&to=2024-11-30"
    ),
}


def test_marks_lead_to_rows(opened, written):
    page = opened(written, "#about")
    for mark, target in MARKS.items():
        page.evaluate("location.hash = 'overview'")
        page.locator(f"#chart-{mark}").first.dispatch_event("click")
        assert address(page) == target, mark


def test_the_map_has_outlines_and_places(opened, written):
    page = opened(written)
    drawn(page)
    assert page.locator("#chart-places_on_map .mark-shape path").count() > 150
    places = page.locator("#chart-places_on_map path[aria-label^='longitude']")
    assert places.count() == 2
    places.first.click()
    assert address(page).startswith("#articles?place=")


# ----------------------------------------------------------------------------------------------------------- table
def test_filters_narrow_the_rows_and_stay_in_the_address(opened, written):
    page = opened(written, "#agreements")
    assert len(rows(page)) == 5
    page.select_option("#filter-party", "CL")
    assert len(rows(page)) == 3
    page.select_option("#filter-with", "PE")
    page.check("#filter-instrument")
    assert address(page) == "#agreements?party=CL&with=PE&instrument=1"
    assert [cell.strip() for cell in titles_in(page, 6)] == ["acuerdo"]
    page.reload()
    page.wait_for_selector(ROWS)
    assert len(rows(page)) == 1
    assert page.input_value("#filter-party") == "CL"
    assert page.is_checked("#filter-instrument")
    page.click("#clear")
    assert len(rows(page)) == 5


FILTERED = {
    "theme=political_support": 1,
    "status=signed": 1,
    "polarity=negated": 1,
    "from=2024-10-01&to=2024-11-01": 1,
    "from=2024-10-02": 2,
    "min=0.6": 4,
    "source=Andina": 2,
    "instrument=1": 1,
    "once=1": 4,
    "q=TRANSITO+limites": 2,
    "q=transito+ferrocarril": 0,
    "article=a-tren": 2,
    "person=wang-cn": 2,
    "nonsense=1": 5,
}


def test_each_filter_of_an_address(opened, written):
    page = opened(written, "#agreements")
    for query, count in FILTERED.items():
        page.goto(f"{page.url.split('#')[0]}#agreements?{query}")
        assert settled(page).inner_text("#count") == f"{count} of 5 rows", query


def test_search_needs_no_accents_and_finds_words_of_the_passage(opened, written):
    page = opened(written, "#agreements")
    page.fill("#search", "PRENSA esperaba")
    assert len(rows(page)) == 1
    assert address(page) == "#agreements?q=PRENSA+esperaba"
    page.fill("#search", "nada parecido")
    assert rows(page) == ["No row passes these filters."]


def test_headers_sort_and_say_so(opened, written):
    page = opened(written, "#agreements")
    head = page.locator("th", has=page.locator("[data-sort=confidence]"))
    assert head.get_attribute("aria-sort") == "none"
    assert page.locator("th", has=page.locator("[data-sort=published]")).get_attribute("aria-sort") == "descending"
    page.click("[data-sort=confidence]")
    settled(page)
    assert head.get_attribute("aria-sort") == "descending"
    assert titles_in(page, 8) == ["0.90", "0.90", "0.90", "0.60", "0.50"]
    page.click("[data-sort=confidence]")
    settled(page)
    assert head.get_attribute("aria-sort") == "ascending"
    assert titles_in(page, 8) == ["0.50", "0.60", "0.90", "0.90", "0.90"]
    assert address(page) == "#agreements?sort=confidence"


def test_the_filtered_rows_as_csv(opened, written):
    page = opened(written, "#agreements?party=PE&sort=confidence")
    with page.expect_download() as download:
        page.click("#download")
    content = download.value.path().read_text(encoding="utf-8-sig")
    found = list(csv.DictReader(io.StringIO(content)))
    assert download.value.suggested_filename == "agreements.csv"
    assert [row["text"] for row in found] == [
        "No firmaron nada más",
        "Los cancilleres de Chile y del Perú firmaron un acuerdo de libre tránsito en Lima",
    ]
    assert found[0]["object"] == "'=1+1"
    assert (found[1]["article_id"], found[1]["agreement_id"], found[1]["countries"]) == ("b-chile", "a001", "CL;PE")
    assert [int(row["start"]) for row in found] == [CHILE.index("No firmaron"), 0]
    assert found[1]["published"] == "2024-11-03"


def test_pages_of_fifty(opened, tmp_path):
    made = stories()
    for number in range(101):
        made.agreement("d-nada", "No pasó nada", {"Ecuador": "EC"}, object=f"paso {number}", confidence=0.5)
    page = opened(write_report(made.write(tmp_path)).path, "#agreements?party=EC")
    assert len(rows(page)) == 50
    page.click(".pager a:last-child")
    settled(page).click(".pager a:last-child")
    assert len(rows(page)) == 1
    assert address(page) == "#agreements?party=EC&page=3"


# ------------------------------------------------------------------------------------------------------------- row
def marked(page, kind):
    return [mark.inner_text() for mark in page.locator(f".passage .k-{kind}").all()]


def test_a_row_opens_in_its_sentence_with_its_spans(opened, written):
    page = opened(written, "#agreements")
    page.click('[data-row="a-tren~a001"]')
    assert address(page) == "#agreements?row=a-tren%7Ea001" or address(page) == "#agreements?row=a-tren~a001"
    assert page.inner_text("#detail-title") == "Un tren más"
    evidence = "China y Uzbekistán acordaron acelerar el ferrocarril por 4.000 millones de dólares"
    assert "".join(marked(page, "evidence")) == evidence
    assert marked(page, "predicate") == ["acordaron acelerar"]
    assert marked(page, "party") == ["China", "Uzbekistán"]
    assert marked(page, "amount") == ["4.000 millones de dólares"]
    assert marked(page, "person") == ["Wang"]
    assert [text.strip() for text in page.locator(".passage .around").all_inner_texts()] == [
        "El Sr.", "Wang", "habló primero.", "La prensa esperaba fuera.",
    ]  # fmt: skip
    legend = page.locator("dialog .legend").inner_text().split("\n")
    assert legend == ["evidence", "predicate", "party", "person", "place", "amount"]
    link = page.locator(".source a")
    assert link.get_attribute("href") == "https://example.org/a?b=1&c=2"
    assert "noopener" in link.get_attribute("rel")
    text = page.inner_text("dialog")
    assert "verb.acordar" in text
    assert "Probability" in text


def test_a_bookmarked_row_opens_and_escape_closes_it(opened, written):
    page = opened(written, "#agreements?party=CN&row=a-tren~a001")
    assert page.is_visible("dialog .passage")
    page.keyboard.press("Escape")
    assert not page.is_visible("dialog")
    assert address(page) == "#agreements?party=CN"
    assert page.evaluate("document.activeElement.dataset.row") == "a-tren~a001"


def test_a_row_that_is_not_there(opened, written):
    page = opened(written, "#agreements?row=a-tren~a999")
    assert page.inner_text("#detail-title") == "This row is not in this file."


def test_meetings_statements_people_and_articles_lead_on(opened, written):
    page = opened(written, "#meetings?row=a-tren~e001")
    assert "".join(marked(page, "evidence")) == "Llegó la delegación"
    page = opened(written, "#statements?row=a-tren~s001")
    assert "".join(marked(page, "evidence")) == "El Sr. Wang habló primero"
    page = opened(written, "#people")
    page.get_by_role("link", name="Wang").click()
    assert "Un tren más" in rows(page)[0]
    page.locator("td.number a").first.click()
    assert address(page) == "#agreements?article=a-tren"
    assert len(rows(page)) == 2


# ---------------------------------------------------------------------------------------------------------- safety
def test_what_an_article_holds_is_text(opened, written):
    page = opened(written, "#agreements?row=c-mal~a001")
    assert page.inner_text("#detail-title") == EVIL_TITLE
    assert page.text_content(".passage") == EVIL
    assert "".join(page.locator(".passage .k-evidence").all_text_contents()) == EVIL.removesuffix(".")
    assert marked(page, "place") == ["Arica"]
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.click("#download")
    lines = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert EVIL.removesuffix(".") in [line["text"] for line in lines]
    page.goto(f"{page.url.split('#')[0]}#agreements?row=c-mal~a001")
    assert (
        page.locator("main img, main u, main b, main i, main svg, dialog img, dialog b, dialog u, dialog i").count()
        == 0
    )
    assert page.locator("script").count() == 3
    for view in ("overview", "articles", "people", "failures"):
        page.evaluate(f"location.hash = {view!r}")
        assert settled(page).locator("main img, main b, main svg[onload], main script").count() == 0
    assert "the file is empty <b>" in rows(page)[0]


def test_only_addresses_of_the_web_are_links(opened, written):
    page = opened(written, "#agreements?row=b-chile~a001")
    assert page.locator(".source a").count() == 0
    assert page.inner_text(".source .dead") == "javascript:alert(6)"


def test_the_policy_stops_what_would_run(browser, written):
    page = browser.new_page()
    page.goto(written.as_uri())
    page.wait_for_selector("html[data-ready]")
    stopped = page.evaluate(
        """async () => {
            const seen = [];
            document.addEventListener("securitypolicyviolation", (event) => seen.push(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            const image = new Image();
            image.src = "https://example.org/x.png";
            await fetch("https://example.org/").catch(() => null);
            // Not from here: what a test evaluates may use eval, what a page does may not.
            setTimeout(() => { try { new Function("window.ran = true")(); } catch { seen.push("eval"); } });
            await new Promise((done) => setTimeout(done, 100));
            return [window.ran ?? false, [...new Set(seen)].sort()];
        }"""
    )
    page.close()
    assert stopped[0] is False
    assert {"connect-src", "eval", "img-src", "script-src-elem"} <= set(stopped[1])


# ------------------------------------------------------------------------------------------------------------ ease
def test_by_keyboard_alone(opened, written):
    page = opened(written)
    page.keyboard.press("Tab")
    assert page.inner_text(":focus") == "Skip to the content"
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.inner_text(":focus") == "Agreements"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_selector(ROWS)
    assert page.inner_text(":focus") == "Agreements"
    steps = 0
    while page.evaluate("document.activeElement.dataset.sort") != "what":
        page.keyboard.press("Tab")
        steps += 1
        assert steps < 60
    page.keyboard.press("Enter")
    assert address(page) == "#agreements?sort=what"
    while page.evaluate("document.activeElement.dataset.row") is None:
        page.keyboard.press("Tab")
        steps += 1
        assert steps < 80
    row = page.evaluate("document.activeElement.dataset.row")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.row") == row


def test_every_control_has_a_name(opened, written):
    page = opened(written, "#agreements")
    for control in page.locator("input, select, button, a").all():
        name = control.evaluate("one => (one.labels?.[0] ?? one).textContent || one.getAttribute('aria-label')")
        assert name.strip(), control.evaluate("one => one.outerHTML")


def test_a_phone_needs_no_scrolling_sideways(opened, written):
    page = opened(written, width=360, height=740)
    drawn(page)
    for view in ("#overview", "#agreements", "#articles", "#failures", "#about", "#agreements?row=c-mal~a001"):
        page.goto(page.url.split("#")[0] + view)
        assert overflow(page) == 0, view
        assert page.locator("h1").bounding_box()["width"] <= 340
    assert page.locator("dialog").bounding_box()["width"] == 360


def contrast(first, second):
    def light(colour):
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(first), light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours(page, *names):
    script = """(names) => names.map((name) => {
        const probe = document.createElement("i");
        probe.style.color = `var(--${name})`;
        document.body.append(probe);
        const colour = getComputedStyle(probe).color;
        probe.remove();
        return colour;
    })"""
    return page.evaluate(script, list(names))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_told_from_their_ground(opened, written, scheme):
    page = opened(written, color_scheme=scheme)
    ground, card, *texts = colours(page, "page", "card", "ink", "muted", "link")
    assert min(contrast(text, back) for text in texts for back in (ground, card)) >= 4.5
    kinds = colours(page, "person", "title", "organization", "place", "date", "amount", "notice")
    assert min(contrast(texts[0], kind) for kind in kinds) >= 4.5
    marks = colours(
        page, "signed", "agreed", "in_force", "proposed", "intended", "reaffirmed", "called_for", "accent", "focus"
    )
    assert min(contrast(mark, card) for mark in marks) >= 3


def test_dark_by_the_system_and_by_the_switch(opened, written):
    page = opened(written, color_scheme="dark")
    drawn(page)
    bar = "#chart-articles_by_source path[aria-roledescription='bar'] >> nth=0"
    dark_ground, dark_bar = colours(page, "page")[0], page.get_attribute(bar, "fill")
    assert page.inner_text("#theme") == "Light"
    page.click("#theme")
    assert page.inner_text("#theme") == "Dark"
    assert colours(page, "page")[0] != dark_ground
    page.wait_for_function("(dark) => document.documentElement.dataset.drawn?.endsWith(dark) === false", arg="#141619")
    assert page.get_attribute(bar, "fill") != dark_bar
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert page.inner_text("#theme") == "Dark", "what the reader chose is kept"
    assert colours(page, "page")[0] != dark_ground
    page = opened(written)
    assert page.inner_text("#theme") == "Dark"


def test_in_spanish(opened, tmp_path):
    page = opened(write_report(stories().write(tmp_path), language="es").path)
    assert page.get_attribute("html", "lang") == "es"
    assert page.inner_text("h1") == "Lo que, según los artículos, se acordó"
    page.click("[data-view=agreements]")
    assert "infraestructura y conectividad" in rows(page)[3]
    assert "China; Uzbekistán" in rows(page)[3]
    assert "0,90" in rows(page)[3]


def test_without_scripts_it_says_what_to_do(browser, written):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(written.as_uri())
    assert "needs JavaScript" in page.inner_text("body")
    context.close()


def test_tables_without_rows_make_a_sensible_page(opened, tmp_path):
    made = stories()
    made.rows = {"articles": [row for row in made.rows["articles"] if row["article_id"] == "d-nada"]}
    page = opened(write_report(made.write(tmp_path)).path)
    drawn(page)
    assert page.inner_text("#chart-country_matrix") == "There is nothing to draw: no row has what this chart needs."
    assert page.inner_text(".head .hint") == "1 article, without dates"
    page.click("[data-figure=agreements]")
    assert rows(page) == ["This table has no rows."]

"""A browser for the report: where there is none the tests are skipped, and fail where they are meant to run (CI)."""

from __future__ import annotations

import os
import shutil

import pytest
from stories import stories

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
READY = "html[data-ready]"


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        reason = "the report is tested in a browser: install chromium (apt install chromium)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """The report of `stories`, in English."""
    from pipeline.output.report.write import write_report

    folder = stories().write(tmp_path_factory.mktemp("stories"))
    return write_report(folder).path


@pytest.fixture
def opened(browser):
    """A function that opens a report; at the end of the test it must have asked and complained about nothing."""
    contexts, complaints = [], []

    def open_report(path, address="", *, width=1200, height=900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.add_init_script("window.alerts = []; window.alert = (text) => window.alerts.push(text);")
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        mine = path.as_uri()
        page.on(
            "request",
            lambda request: (
                None if request.url.split("#")[0] in (mine, f"blob:{mine}") else complaints.append(request.url)
            ),
        )
        page.goto(mine + address)
        page.wait_for_selector(READY)
        return page

    yield open_report
    alerts = [alert for context in contexts for page in context.pages for alert in page.evaluate("window.alerts")]
    for context in contexts:
        context.close()
    assert alerts == []
    assert complaints == []

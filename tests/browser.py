"""A real headless Chromium, and what a reader meets in it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
INSTALLED = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def executable() -> str:
    """The browser of this machine. That there is none is a failure: these tests are not to be skipped unseen."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    found = found or next((path for path in INSTALLED if Path(path).is_file()), None)
    if not found:
        raise FileNotFoundError(
            "No Chromium was found. Install it (Debian: apt-get install chromium), or name one in the environment "
            'variable CHROMIUM, or leave these tests out with -m "not browser".'
        )
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = _launch(playwright)
        yield browser
        browser.close()


def _launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=executable(), args=list(QUIET))


@contextmanager
def opened(browser: Browser, width: int = 1280, scheme: str = "light", scripts: bool = True) -> Iterator[Page]:
    """A page that notes every request that would leave the machine and everything that its console complains of."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        java_script_enabled=scripts,
    )
    page = context.new_page()
    page.set_default_timeout(10_000)  # milliseconds
    page.left, page.complaints = [], []  # type: ignore[attr-defined]
    page.on("request", lambda request: request.url.startswith("file:") or page.left.append(request.url))
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    yield page
    context.close()


def axe(page: Page, *rules: str) -> dict[str, list[dict]]:
    """Everything that axe finds wrong, and everything that it could not decide, with these rules or every one."""
    # Not by a script element: the page's content security policy would rightly refuse it.
    page.evaluate(AXE)
    options = {"resultTypes": ["violations", "incomplete"]}
    return page.evaluate("options => axe.run(document, options)", options | ({"runOnly": list(rules)} if rules else {}))

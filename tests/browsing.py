"""What every page must be in a browser: accessible, within its width, and alone with itself."""

from collections.abc import Callable
from urllib.parse import urlsplit
from zlib import crc32

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.act_rules import act_faults_in
from tests.splitting import some

WIDE, NARROW, NARROWEST = 1280, 390, 320
#: Tablets, and a wide screen whose text has been made larger.
BETWEEN = (768, 1024)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: Django's administration remembers the look somebody chose, and which filters they folded.
DJANGOS = {"theme", "django.admin.filtersState", "django.admin.navSidebarIsOpen"}

#: Notes what the content security policy forbids, from the first byte of each page.
WATCH = """
window.forbidden = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.forbidden.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile}`));
"""

#: The cells that are laid out as something else, on a wide screen: by a style that is not theirs.
#: Those taken out of the page are headings for screen readers alone.
NO_CELLS = """() => [...document.querySelectorAll("td, th")]
  .filter((cell) => cell.checkVisibility() && getComputedStyle(cell).position !== "absolute")
  .filter((cell) => getComputedStyle(cell).display !== "table-cell")
  .map((cell) => cell.outerHTML.slice(0, 160))"""
#: What the element with the focus is called.
CALLED = """() => {
  const at = document.activeElement;
  const labels = [...(at.labels ?? [])].map((label) => label.innerText).join(" ");
  const words = at.getAttribute("aria-label") || labels || at.innerText || "";
  return words.replace(/\\s+/g, " ").trim();
}"""
#: No rule of ours reads style sheets, and axe would ask for them at addresses where none are.
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"], "preload": False}
#: How text is seen on a device that is dark. Where somebody has chosen the colours, a browser does
#: not tell which it paints with. Nothing may be on its way from one colour to another.
COLOURS = {**OPTIONS, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
DARK = {"color_scheme": "dark", "reduced_motion": "reduce"}
LIGHT = {"color_scheme": "light", "reduced_motion": "no-preference"}


def faults_in(page: Page, *, allowed: frozenset[str] = frozenset()) -> list[str]:
    """What is wrong with the open page; empty is good.

    allowed: axe's and QualWeb's names of rules that are not asked for here. The wide and the narrow
    layout are tried by both, one of them for every change, each in the long run (see `splitting`);
    every width for whether it fits, and the colours in the dark. The page is left wide and light.
    """
    page.wait_for_load_state()  # a click returns when the answer begins to come
    # What axe itself puts into the page is not the page's doing, so this is asked first.
    faults = [f"forbidden by the policy: {what}" for what in page.evaluate("window.forbidden")]
    for width in (NARROWEST, NARROW, *BETWEEN, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        inner, visible = page.evaluate(
            "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        if inner > visible:
            faults.append(f"at {width} px: scrolls sideways to {inner} px")
        if width in widths_looked_at(page.url):
            faults += [f"at {width} px: {fault}" for fault in _inaccessible(page, allowed)]
            faults += [f"at {width} px: {fault}" for fault in act_faults_in(page, allowed)]
    page.emulate_media(**DARK)
    faults += [f"in the dark: {fault}" for fault in _inaccessible(page, allowed, COLOURS)]
    page.emulate_media(**LIGHT)
    faults += [f"no cell of its table any more: {cell}" for cell in page.evaluate(NO_CELLS)]
    stored = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return faults + [f"stored in the browser: {name}" for name in stored if name not in DJANGOS]


def widths_looked_at(url: str) -> list[int]:
    """At which widths the rules are asked: for every change at one, for half the addresses each."""
    both = [NARROW, WIDE]
    return some(both if crc32(urlsplit(url).path.encode()) % 2 else both[::-1], of=2)


def press_key(page: Page, key: str) -> None:
    """Press a key, once the page's own scripts can hear it: text is seen before they have run."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def comes(wanted: Locator, otherwise: Locator) -> bool:
    """Whether the one is on the page that comes, which holds the one, the other, or both.

    A click returns before the answer has come: who asks at once what is there is told of the page
    before it.
    """
    expect(wanted.or_(otherwise).first).to_be_visible()
    wanted.page.wait_for_load_state()
    return wanted.count() > 0


def reach(page: Page, selector: str) -> None:
    """Go to a field by the tabulator key alone."""
    wanted = "(wanted) => document.activeElement.matches(wanted)"
    _tab(page, lambda: page.evaluate(wanted, selector), selector)


def reach_called(page: Page, name: str) -> None:
    """Go by the tabulator key alone to what is called so, or begins so, as it is read aloud."""
    _tab(page, lambda: page.evaluate(CALLED).startswith(name), name)


def _tab(page: Page, is_there: Callable[[], bool], what: str) -> None:
    page.wait_for_load_state()
    for _step in range(200):
        page.keyboard.press("Tab")
        if is_there():
            return
    raise AssertionError(f"The keyboard does not lead to {what}")


def _inaccessible(page: Page, allowed: frozenset[str], options: dict = OPTIONS) -> list[str]:
    answer = Axe().run(page, options=options)
    return [
        f"{found['id']} ({found['help']}): {node['html'][:160]}"
        for found in answer.response["violations"]
        if found["id"] not in allowed
        for node in found["nodes"][:3]
    ]

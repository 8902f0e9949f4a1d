"""QualWeb (tests/qualweb/): the ACT rules of the W3C, asked of an open page.

The tool that supervisors of public web sites use. Its parts are one script each, made for pages.
"""

import os
from functools import cache

from playwright.sync_api import Page

from tests.conftest import ROOT

PACKAGES = ROOT / "tests" / "qualweb" / "node_modules"
SCRIPTS = [
    PACKAGES / "@qualweb" / part
    for part in (
        "qw-page/dist/qw-page.bundle.js",
        "util/dist/__webpack/util.bundle.js",
        "locale/dist/locale.bundle.js",
        "act-rules/dist/__webpack/act.bundle.js",
    )
]
#: One rule asks what is cut off where a page is twice as large on this screen.
ENLARGED = {"width": 640, "height": 512}
BEGIN = """(exclude) => {
  const sourceHtml = document.documentElement.outerHTML;
  const rules = new ACTRulesRunner({ exclude }, "en").configure({ exclude });
  window.actRules = rules.test({ sourceHtml });
}"""
END = """() => {
  const found = Object.values(window.actRules.testSpecial().getReport().assertions);
  const failed = (rule) => rule.results.filter((result) => result.verdict === "failed");
  return [found.filter((rule) => rule.metadata.passed).length, found.flatMap((rule) =>
    failed(rule).slice(0, 3).map((result) =>
      `${rule.code} (${rule.name}): ${(result.elements[0]?.htmlCode ?? "").slice(0, 160)}`))];
}"""


def act_faults_in(page: Page, allowed: frozenset[str] = frozenset()) -> list[str]:
    """What QualWeb finds failed on the open page, at its width; empty is good.

    allowed: its names of rules that are not asked for here.
    Nothing is asked where npm has not been (`make packages`), which CI does not let pass.
    """
    if not PACKAGES.exists() and not os.environ.get("CI"):
        return []
    size = page.viewport_size
    for script in _scripts():
        page.evaluate(script)
    page.evaluate(BEGIN, sorted(allowed))
    page.set_viewport_size(ENLARGED)
    passed, faults = page.evaluate(END)
    page.set_viewport_size(size)
    return faults if passed else ["no ACT rule had anything to ask about"]


@cache
def _scripts() -> list[str]:
    return [path.read_text("utf-8") for path in SCRIPTS]

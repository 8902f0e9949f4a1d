"""The Nu Html Checker of the W3C (tests/nu/): what a page may not say in HTML."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.conftest import ROOT
from tests.crawling import Page

CHECKER = ROOT / "tests" / "nu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def nu_faults_in(pages: Iterable[Page], folder: Path) -> list[str]:
    """Each error once, with the first page that has it; empty is good.

    folder: where the pages may be written. Nothing is asked where npm has not been
    (`make packages`) or no Java is, which CI does not let pass.
    """
    if not os.environ.get("CI") and not (CHECKER.exists() and shutil.which("java")):
        return []
    urls = {}
    for number, page in enumerate(one for one in pages if one.html):
        file = folder / f"{number:04}.html"
        file.write_text(page.html, encoding="utf-8")
        urls[file.as_uri()] = page.url
    # what the elements of a large page are kept on is deeper than Java's own stack
    command = ["java", "-Xss8m", "-jar", str(CHECKER), "--errors-only", "--format", "json"]
    ran = subprocess.run([*command, str(folder)], capture_output=True, check=False, text=True)
    found: dict[str, str] = {}
    for said in json.loads(ran.stderr)["messages"]:
        page_url = urls.get(said.get("url", "").replace("file:/", "file:///", 1), "no page")
        told = re.sub(r"\s+", " ", said.get("extract", ""))
        found.setdefault(said["message"], f"{page_url}: {said['message']} ({told})")
    return [*found.values()] if urls else ["no page was written"]

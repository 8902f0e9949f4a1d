"""Every workbook that we write can be printed as it is, its headings on each page."""

import ast
import io
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.urls import reverse

from leadership.models import ValueBase
from programmes.models import Programme
from tests.test_cpr_nowhere import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

#: The one module that may begin a workbook.
HOME = Path("files/spreadsheets/printing.py")


def addresses() -> list[str]:
    """Where workbooks are fetched."""
    return [
        reverse("municipality_figures"),
        reverse("cluster_figures", args=["fyrtaarnet"]),
        reverse("institution_figures", args=["solsikken"]),
        reverse("programme_workbook", args=[Programme.objects.first().slug]),
        reverse("value_base_file", args=[ValueBase.objects.first().pk, "xlsx"]),
    ]


def assert_printable(content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape", sheet.title
        assert sheet.page_setup.paperSize == 9, sheet.title
        fitted = sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        assert fitted == (1, 0), sheet.title
        assert sheet.print_title_rows, sheet.title
        assert "&P" in sheet.oddFooter.right.text, sheet.title
    for cell in book.worksheets[0][1]:
        assert cell.value is None or cell.alignment.wrap_text, cell.coordinate


def test_every_workbook_is_laid_out_for_paper():
    client = signed_in("administrator@example.com")
    for address in addresses():
        response = client.get(address)
        assert response.status_code == 200, address
        content = b"".join(response) if response.streaming else response.content
        assert_printable(content)


def test_no_module_begins_a_workbook_of_another_kind():
    careless = []
    for path in settings.BASE_DIR.glob("*/**/*.py"):
        place = path.relative_to(settings.BASE_DIR)
        if place.parts[0] in ("tests", ".venv") or place == HOME:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "openpyxl":
                careless += [str(place) for one in node.names if one.name == "Workbook"]
            elif isinstance(node, ast.Import):
                careless += [str(place) for one in node.names if one.name == "openpyxl"]
    assert careless == []

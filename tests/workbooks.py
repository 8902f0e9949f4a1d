"""Workbooks built part by part, so that tests can make them wrong in one place at a time."""

import io
import zipfile

import openpyxl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

PLAIN_CELLS = """
<row r="1"><c r="A1" t="inlineStr"><is><t>Institution</t></is></c>
  <c r="B1" t="inlineStr"><is><t>Antal</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>Solsikken</t></is></c><c r="B2"><v>96</v></c></row>
"""


def workbook(rows, *, shape=None) -> bytes:
    """An .xlsx as openpyxl writes it; `shape(workbook, sheet)` may change it before saving."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if shape:
        shape(book, sheet)
    file = io.BytesIO()
    book.save(file)
    book.close()
    return file.getvalue()


def parts(*, cells=PLAIN_CELLS, strings="", link_type=f"{OFFICE}/worksheet") -> dict[str, str]:
    """The parts of the smallest workbook, by name, with these cells in its one sheet."""
    made = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"/>',
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
            '<sheets><sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{link_type}" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>"
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'
        ),
    }
    if strings:
        made["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    return made


def zipped(members, *, compression=zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the members: a dict of name to text or bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()

"""Files of which something is asked: a heading nobody knows, a row of totals, two sheets."""

from dataclasses import replace

from files.spreadsheets import Sheet, read
from imports.arranging.mending import mended
from imports.arranging.questions import Arranged, Choice, ColumnRead, FileQuestion, LeftOut
from measurements.importing import MeasurementFile
from tests.files import THEMES

#: A heading that is asked about, and what it may be.
UNKNOWN = "Tema A"
COLUMN = f"column:{UNKNOWN}"
SKIP = "skip"
SUM_ROW = 3


def arranged_by_hand(monkeypatch) -> None:
    """Have files of measurements with the heading UNKNOWN, and the row SUM_ROW, asked about."""

    def open_file(self, content: bytes, name: str) -> Sheet:
        self.content = content
        raw = read(content, name=name)
        answers = self.choices.answers
        known = dict(enumerate(raw.headers))
        if UNKNOWN in raw.headers and answers.get(COLUMN) not in (None, SKIP):
            known[raw.headers.index(UNKNOWN)] = answers[COLUMN]
        rows = raw.rows
        if answers.get(f"row:{SUM_ROW}") != "keep" and UNKNOWN in raw.headers:
            rows = [row for row in rows if row.number != SUM_ROW]
        sheet = replace(raw, headers=tuple(known.values()), rows=rows)
        found = arranged(raw, sheet) if UNKNOWN in raw.headers else None
        return mended(replace(sheet, arranged=found), answers)

    def arranged(raw: Sheet, sheet: Sheet) -> Arranged:
        at = raw.headers.index(UNKNOWN)
        samples = tuple(str(row.cells[at]) for row in raw.rows[:3])
        choices = (*(Choice(theme, theme) for theme in THEMES), Choice(SKIP, "Brug ikke kolonnen"))
        columns = tuple(
            ColumnRead(
                index,
                chr(65 + index),
                heading,
                "" if index == at else heading,
                "" if index == at else heading,
                "ask" if index == at else "sure",
                samples=samples if index == at else (),
            )
            for index, heading in enumerate(raw.headers)
        )
        out = [row for row in raw.rows if row.number == SUM_ROW and row not in sheet.rows]
        question = FileQuestion(
            COLUMN, "column", f"Hvad er »{UNKNOWN}«?", choices, samples=samples, count=len(raw.rows)
        )
        return Arranged(
            sheet,
            (),
            1,
            columns,
            tuple(
                LeftOut(row.number, "total", "I alt", "Ordene »i alt« står i rækken.")
                for row in out
            ),
            questions=(question,),
        )

    monkeypatch.setattr(MeasurementFile, "open", open_file)

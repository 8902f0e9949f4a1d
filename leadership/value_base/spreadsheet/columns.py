"""The columns of the value base as a spreadsheet, and what stands in one of them."""

GROUP, ROLE, AREA, NUMBER, TEXT = HEADINGS = ("Gruppe", "Rolle", "Område", "Nr.", "Forpligtelse")
BEING_WRITTEN = "Under udarbejdelse"
#: The highest number a commitment has under its role and area.
HIGHEST = 999

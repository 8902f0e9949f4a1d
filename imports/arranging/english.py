"""Headings of survey systems that somebody has in English, and how a heading of ours is called."""

from files.spreadsheets.danish_values import fold

_NAMES = {
    "Institution": ("Workplace", "Institution name", "Daycare", "Department"),
    "Tema": ("Theme", "Topic", "Dimension"),
    "År": ("Year",),
    "Spørgsmål": ("Question",),
    "Antal besvarelser": ("Responses", "Respondents", "Answers"),
    "Gennemsnit": ("Mean", "Average"),
    "Dato": ("Date",),
    "Stue": ("Room", "Classroom"),
    "Aldersgruppe": ("Age group",),
}
#: Folded heading → one of ours.
IN_ENGLISH = {fold(name): ours for ours, names in _NAMES.items() for name in names}

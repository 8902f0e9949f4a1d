"""What the cells under a heading mean, however they are written; what nobody can tell is asked."""

from imports.arranging.cells.asking import CellsRead, answer_to
from imports.arranging.cells.colours import read_colours
from imports.arranging.cells.dated import DatedCells
from imports.arranging.cells.dates import read_dates
from imports.arranging.cells.numbered_places import split_number
from imports.arranging.cells.numbers import read_numbers
from imports.arranging.cells.places import KnownPlace, number_told, read_places
from imports.arranging.cells.step_words import StepWords
from imports.arranging.cells.steps import read_steps

__all__ = [
    "CellsRead",
    "DatedCells",
    "KnownPlace",
    "StepWords",
    "answer_to",
    "number_told",
    "read_colours",
    "read_dates",
    "read_numbers",
    "read_places",
    "read_steps",
    "split_number",
]

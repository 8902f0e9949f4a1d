"""Measurements written out in the layouts they are read from: to keep, to correct, to send back.

>>> table = table_of(LAYOUTS["kids_wide"], latest=True)
>>> content = as_workbook(table)
"""

from measurements.exporting.files import as_csv, as_workbook
from measurements.exporting.tables import LayoutTable, empty_table, table_of
from measurements.exporting.templates import template

__all__ = ["LayoutTable", "as_csv", "as_workbook", "empty_table", "table_of", "template"]

"""The rows of files, as whoever has the file open counts them."""

from django import template

from files.spreadsheets.sheet import row_in_file

register = template.Library()


@register.filter
def in_file(row: int | None) -> int | None:
    """The number that the spreadsheet shows at a row, of whichever sheet."""
    return None if row is None else row_in_file(row)

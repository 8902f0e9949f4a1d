"""What is asked of the columns of a table: what one is, and which year the rows are about."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from imports.arranging.questions import Choice, FileQuestion
from imports.arranging.words import YEAR_IN, KnownWord


def what_column(
    heading: str,
    choices: tuple[Choice, ...],
    guess: KnownWord | None,
    samples: tuple[str, ...],
) -> FileQuestion:
    """What a column is. guess: what its heading may be, misspelt."""
    return FileQuestion(
        f"column:{heading}",
        "column",
        _("What is the column “%(heading)s”?") % {"heading": heading},
        choices,
        proposed=guess.heading if guess else "",
        samples=samples,
        because=_("It is nearly called so.") if guess else "",
    )


def which_year(told: Iterable[str]) -> FileQuestion:
    """Which year all rows are about. told: texts of the file that may say it."""
    years = dict.fromkeys(year for text in told for year in YEAR_IN.findall(text))
    return FileQuestion(
        "year",
        "header",
        _("Which year are the rows about? No column says it."),
        tuple(Choice(year, year, _("It stands in the file.")) for year in years),
        proposed=next(iter(years)) if len(years) == 1 else "",
        takes_text=True,
    )

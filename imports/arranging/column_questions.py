"""What is asked of the columns of a table: what one is, and which year the rows are about."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from imports.arranging.heading_years import YEAR_IN
from imports.arranging.parts import ROUND, round_told, rounds_of
from imports.arranging.questions import Choice, FileQuestion
from imports.arranging.words import KnownWord

TOPIC_QUESTION = "topic"


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


def which_year(told: Iterable[str], *, of_rounds: bool = False) -> FileQuestion:
    """Which year all rows are about, or which round. told: texts of the file that may say it."""
    told = [*told]
    years = dict.fromkeys(year for text in told for year in YEAR_IN.findall(text))
    if of_rounds:
        rounds = [round_told(found) for text in told for found in ROUND.finditer(text)]
        years = dict.fromkeys(rounds or [one for year in years for one in rounds_of(year)])
    return FileQuestion(
        "year",
        "header",
        _("Which round are the rows about? No column says it.")
        if of_rounds
        else _("Which year are the rows about? No column says it."),
        tuple(Choice(year, year, _("It stands in the file.")) for year in years),
        proposed=next(iter(years)) if len(years) == 1 else "",
        takes_text=True,
    )


def what_topic(
    first: object, last: object, choices: tuple[Choice, ...], count: int
) -> FileQuestion:
    """What the numbers under these headings are."""
    text = _("What are the numbers under %(first)s–%(last)s?") % {"first": first, "last": last}
    return FileQuestion(TOPIC_QUESTION, "header", text, choices, count=count)


def same_for_all(word: KnownWord, told: Iterable[str]) -> FileQuestion:
    """What all rows say under a heading that no column has. told: what may be meant."""
    return FileQuestion(
        f"all:{word.heading}",
        "header",
        _("What do all rows say as “%(heading)s”? No column says it.") % {"heading": word.title},
        tuple(Choice(text, text) for text in dict.fromkeys(told)),
        takes_text=True,
    )

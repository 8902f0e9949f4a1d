"""The words of the house, explained: one glossary for `/ordliste/` and for where they stand.

What the program itself calls things is told here; what one measures with is told by its
`Instrument`, which the municipality words in the administration.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from institutions.remembering import rows_kept
from measurements.models import Instrument


@dataclass(frozen=True, slots=True)
class GlossaryWord:
    """A word and what it means, in a sentence or two. key: its address on the page of all words."""

    key: str
    name: StrOrPromise
    meaning: StrOrPromise


OWN = (
    GlossaryWord(
        "adopted",
        _("Adopted"),
        _("The board has read the local goal and decided that the institution shall work for it."),
    ),
    GlossaryWord(
        "board",
        _("Board"),
        _(
            "Parents and staff who decide the principles that the institutions work by. "
            "The parents are the majority."
        ),
    ),
    GlossaryWord(
        "course",
        _("On course"),
        _("Whether the cluster is on its way to its goals, in the words of its own board."),
    ),
    GlossaryWord(
        "effort",
        _("Effort"),
        _("What the staff do to reach a local goal. Each may have somebody responsible and a day."),
    ),
    GlossaryWord(
        "goal",
        _("Strategic goal"),
        _("What all institutions work for in the years of the strategy. All clusters share them."),
    ),
    GlossaryWord(
        "indicator",
        _("Indicator"),
        _("Something that is measured or counted to see whether a goal is reached."),
    ),
    GlossaryWord(
        "light",
        _("Light inspection"),
        _(
            "A talk in place of an inspection, for an institution that did well in all themes "
            "the year before. It gives no ratings."
        ),
    ),
    GlossaryWord(
        "local_goal",
        _("Local goal"),
        _(
            "What one institution will reach for its children under a strategic goal. "
            "The leader writes it, and the board adopts it."
        ),
    ),
    GlossaryWord(
        "plan",
        _("Process plan"),
        _("When what is to be done about the strategy, and who does it."),
    ),
    GlossaryWord(
        "small_number",
        _("Hidden figure"),
        _("So few have answered that one could guess who. So the figure is not shown."),
    ),
    GlossaryWord(
        "target",
        _("Target figure"),
        _("The figure that an indicator is to reach before the goal counts as reached."),
    ),
    GlossaryWord(
        "value_base",
        _("Value base"),
        _("What the municipality wants daycare to stand for, in words that all have agreed on."),
    ),
    GlossaryWord(
        "vision",
        _("Vision"),
        _("Where the cluster wants to be when the years of the strategy have passed."),
    ),
)
OWN_BY_KEY = {word.key: word for word in OWN}


def instruments_in_words() -> tuple[GlossaryWord, ...]:
    """What one measures with and what it is, as the municipality words it."""
    rows = Instrument.objects.exclude(description="").order_by("short_name")
    told = rows.values_list("code", "short_name", "name", "description")
    return tuple(
        GlossaryWord(code, short, description if short == name else f"{name}. {description}")
        for code, short, name, description in rows_kept(lambda: told, "words of instruments")
    )


def all_words() -> list[GlossaryWord]:
    """Every word, by its name in the reader's language."""
    return sorted((*OWN, *instruments_in_words()), key=lambda word: str(word.name).casefold())


def word_called(key: str) -> GlossaryWord | None:
    """One word; None for an instrument that nobody has or has described."""
    own = OWN_BY_KEY.get(key)
    return own or next((word for word in instruments_in_words() if word.key == key), None)

"""What stands between the tables of a form: named to whoever reads it in, but for what is ours."""

from collections.abc import Iterable

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from institutions.models import Area, Cluster
from strategy.word_form.labels import plain

#: So many lines are named, and so much of each: enough to find them in the file.
MOST_LINES, MOST_LETTERS = 50, 200


def strangers(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines that neither the form itself nor a place's name has."""
    left = {plain(line): line for line in reversed([*lines])}  # each once, as it stands first
    for text in form_texts():
        left.pop(plain(text), None)
    if left:
        for model in (Cluster, Area):
            for name in model.objects.values_list("name", flat=True):
                left.pop(plain(name), None)
    named = [Truncator(line).chars(MOST_LETTERS) for line in reversed(left.values())]
    more = len(named) - MOST_LINES
    if more <= 0:
        return tuple(named)
    rest = ngettext("… and %(count)s line more", "… and %(count)s lines more", more)
    return (*named[:MOST_LINES], rest % {"count": more})


def form_texts() -> tuple[str, str]:
    """What the form says of itself: its title, and how it is filled in."""
    with override("da"):
        return (
            _("The boards' follow-up on the strategic goals"),
            _(
                "One goal to a row, and one effort to a line. Write the day on which the effect is"
                " measured. Write nothing that can be traced to individual children or staff."
            ),
        )

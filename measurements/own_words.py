"""The words that the program itself uses, and what they mean (Danish: ordliste)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrOrPromise

#: Before the name of a mark, among the words: how a goal goes, explained at the mark itself.
SAID = "said-"


@dataclass(frozen=True, slots=True)
class GlossaryWord:
    """A word and what it means, in a sentence or two. key: its address on the page of all words.

    forms: how texts write it, with strokes between; only these are explained where they stand.
    """

    key: str
    name: StrOrPromise
    meaning: StrOrPromise
    forms: StrOrPromise = ""


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
        "general_support",
        _("General support"),
        _(
            "From the language assessment: the child speaks as one expects at its age. Children "
            "who need more help get focused or special support."
        ),
        # words of the instrument's own scale, which are Danish
        "generel indsats|fokuseret indsats|særlig indsats",
    ),
    GlossaryWord(
        "green_position",
        _("Green position"),
        _(
            "From TOPI: the staff find that the child thrives. Yellow is a child they pay more "
            "attention to, red one they are worried about."
        ),
        "grøn position|gul position|rød position",
    ),
    GlossaryWord(
        "full_time_children",
        _("Full-time children"),
        _("Children counted by how long they are there: two who are there half the time are one."),
        pgettext_lazy("forms", "full-time children"),
    ),
    GlossaryWord(
        "indicator",
        _("Indicator"),
        _("Something that is measured or counted to see whether a goal is reached."),
        pgettext_lazy("forms", "indicator|indicators"),
    ),
    GlossaryWord(
        "instruction",
        _("Instruction of tilsyn"),
        _(
            "What tilsyn asks an institution to change before a certain day. It is followed until"
            " it has been done."
        ),
    ),
    GlossaryWord(
        "light",
        _("Light inspection"),
        _(
            "A talk in place of an inspection, for an institution that did well in all themes "
            "the year before. It gives no ratings."
        ),
        pgettext_lazy("forms", "Light inspection|Light inspections"),
    ),
    GlossaryWord(
        "local_goal",
        _("Local goal"),
        _(
            "What one institution will reach for its children under a strategic goal. "
            "The leader writes it, and the board adopts it."
        ),
        pgettext_lazy("forms", "local goal|local goals"),
    ),
    GlossaryWord(
        "plan",
        _("Process plan"),
        _("When what is to be done about the strategy, and who does it."),
        pgettext_lazy("forms", "process plan"),
    ),
    GlossaryWord(
        "rating",
        _("Ratings of tilsyn"),
        _(
            "From tilsyn, of each theme. Vedligeholde: go on as now. Justere: change a little. "
            "Ændre: change practice. Iværksætte en ny indsats: begin something else."
        ),
        # words of the scale of tilsyn, which are Danish
        "Vedligeholde indsatsen|Justere indsatsen|Ændre indsatsen|Iværksætte en ny indsats",
    ),
    GlossaryWord(
        "recommendation",
        _("Recommendation"),
        _("What the board is asked to decide. The board is free to decide something else."),
        pgettext_lazy("forms", "recommendation|recommendations"),
    ),
    GlossaryWord(
        "small_number",
        _("Hidden figure"),
        _("So few have answered that one could guess who. So the figure is not shown."),
    ),
    *(
        GlossaryWord(f"{SAID}{key}", name, meaning)
        for key, name, meaning in (
            (
                "missed",
                pgettext_lazy("status", "Not achieved"),
                _(
                    "The time has passed, and the goal was not reached. The board says it of a goal"
                    " of the cluster, the leader of a local goal."
                ),
            ),
            (
                "onway",
                pgettext_lazy("status", "On the way"),
                _(
                    "Effect can be seen, but the goal is not met yet. The board says it of a goal"
                    " of the cluster, the leader of a local goal."
                ),
            ),
            (
                "partly",
                pgettext_lazy("status", "Partly achieved"),
                _(
                    "The goal was evaluated, and some of it was reached. The board says it of a"
                    " goal of the cluster, the leader of a local goal."
                ),
            ),
            (
                "reached",
                pgettext_lazy("status", "Achieved"),
                _(
                    "The goal is met. The board says it of a goal of the cluster, the leader of a"
                    " local goal."
                ),
            ),
            (
                "started",
                pgettext_lazy("status", "Under way"),
                _(
                    "The work has begun, and no effect can be seen yet. The board says it of a"
                    " goal of the cluster, the leader of a local goal."
                ),
            ),
            (
                "waiting",
                pgettext_lazy("status", "Not started"),
                _(
                    "Agreed, but not begun. The board says it of a goal of the cluster, the leader"
                    " of a local goal."
                ),
            ),
        )
    ),
    GlossaryWord(
        "target",
        _("Target figure"),
        _("The figure that an indicator is to reach before the goal counts as reached."),
    ),
    GlossaryWord(
        "unit",
        _("Institution"),
        _("A house or a group of childminders with its own pedagogical leader."),
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
OWN_KEYS = frozenset(OWN_BY_KEY)

"""What a judgement is called, and how it is known, in the reader's language."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chance.exact import interval
from chance.judging import LEVEL, Judged, Movement, Test
from config.numbers import written, written_plainly

#: So many units have to go the same way before chance alone does it less often than `LEVEL`.
LEAST_ALIKE = 6

#: The words beside a mark, and alone.
_WORDS = {
    Movement.UP: gettext_lazy("Certain progress"),
    Movement.DOWN: gettext_lazy("Certain decline"),
    Movement.HIGHER: gettext_lazy("Certainly higher"),
    Movement.LOWER: gettext_lazy("Certainly lower"),
    Movement.MORE: gettext_lazy("More than last time"),
    Movement.FEWER: gettext_lazy("Fewer than last time"),
    Movement.RATED_UP: gettext_lazy("Rated higher"),
    Movement.RATED_DOWN: gettext_lazy("Rated lower"),
    Movement.CHANCE: gettext_lazy("Cannot be told from chance"),
    Movement.SAME: gettext_lazy("Unchanged"),
    Movement.BASE: gettext_lazy("Other institutions are counted"),
    Movement.SCALE: gettext_lazy("Another scale"),
    Movement.UNKNOWN: gettext_lazy("Cannot be judged"),
}

#: The same inside a sentence: “…; forskellen kan ikke skelnes fra tilfældighed”.
_CLAUSES = {
    Movement.UP: gettext_lazy("it is certain progress"),
    Movement.DOWN: gettext_lazy("it is a certain decline"),
    Movement.HIGHER: gettext_lazy("it is certainly higher"),
    Movement.LOWER: gettext_lazy("it is certainly lower"),
    Movement.CHANCE: gettext_lazy("the difference cannot be told from chance"),
    Movement.UNKNOWN: gettext_lazy("whether that is chance cannot be judged"),
}


def word(judged: Judged) -> str:
    return _("Too few have changed the same way") if _is_few(judged) else str(_WORDS[judged.shift])


def _is_few(judged: Judged) -> bool:
    """Of units that are counted in full there is no more to draw from: they went the same way, or

    too few of them did.
    """
    is_unclear = judged.chance is not None and judged.chance > LEVEL
    return judged.shift == Movement.CHANCE and judged.test == Test.SIGNS and is_unclear


def clause(judged: Judged) -> str:
    """The judgement inside a sentence; empty where the figures say it themselves."""
    if _is_few(judged):
        return _("too few have changed the same way for us to call it a change")
    return str(_CLAUSES.get(judged.shift, ""))


def how(judged: Judged) -> tuple[str, ...]:
    """How it is known: how many, what chance alone gives, and the rule; each a sentence."""
    return tuple(filter(None, (*_found(judged), _rule(judged))))


def _found(judged: Judged) -> Iterator[str]:
    if judged.test == Test.SIGNS and judged.of:
        yield _of_units(judged)
    if judged.test == Test.COUNTS and judged.counts:
        for count, of in judged.counts:
            yield _of_count(count, of)
    if judged.test == Test.MEANS and judged.counts:
        (_was, was_of), (_now, now_of) = judged.counts
        yield _("%(before)s answered before, and %(now)s now.") % {"before": was_of, "now": now_of}
    if judged.chance is not None and judged.shift != Movement.SAME:
        is_of_units = judged.test == Test.SIGNS
        yield _of_even(judged, judged.chance) if is_of_units else _of_chance(judged.chance)
    if judged.is_small and judged.least is not None:
        yield _("The instrument itself counts no difference below %(least)s.") % {
            "least": written_plainly(judged.least)
        }


def _of_units(judged: Judged) -> str:
    still = judged.of - judged.ups - judged.downs
    if judged.of_meeting:
        return ngettext(
            "%(of)s institution is counted both times: %(ups)s meets it now and did not before,"
            " %(downs)s no longer does, %(still)s is as before.",
            "%(of)s institutions are counted both times: %(ups)s meet it now and did not before,"
            " %(downs)s no longer do, %(still)s are as before.",
            judged.of,
        ) % {"of": judged.of, "ups": judged.ups, "downs": judged.downs, "still": still}
    return ngettext(
        "%(of)s institution is counted both times: %(ups)s better, %(downs)s worse, %(still)s"
        " as before.",
        "%(of)s institutions are counted both times: %(ups)s better, %(downs)s worse, %(still)s"
        " as before.",
        judged.of,
    ) % {"of": judged.of, "ups": judged.ups, "downs": judged.downs, "still": still}


def _of_count(count: int, of: int) -> str:
    low, high = interval(count, of)
    values = {"count": count, "of": of, "low": per_cent(low), "high": per_cent(high)}
    told = _("%(count)s of %(of)s: the true share lies most likely between %(low)s and %(high)s.")
    return told % values


def per_cent(share: float) -> str:
    return f"{written(Decimal(str(100 * share)), 0)}\N{NO-BREAK SPACE}%"


def _of_chance(chance: float) -> str:
    if chance > 0.99:
        return _("So little moves by itself, too.")
    if chance < 0.01:
        return _("Chance alone gives as large a difference less than once in a hundred times.")
    times = max(1, round(100 * chance))
    return ngettext(
        "Chance alone gives as large a difference %(times)s time in a hundred.",
        "Chance alone gives as large a difference %(times)s times in a hundred.",
        times,
    ) % {"times": times}


def _of_even(judged: Judged, chance: float) -> str:
    """How often as many units go the same way where nothing has changed."""
    if chance > 0.99 and judged.ups != judged.downs:
        return _(
            "Chance alone always gives at least as large a difference between better and worse."
        )
    if chance > 0.99:
        return _("As many have gone one way as the other, or none at all.")
    if chance < 0.01:
        return _("Where nothing has changed, it looks like this less than once in a hundred times.")
    times = max(1, round(100 * chance))
    return ngettext(
        "Where nothing has changed, it looks like this %(times)s time in a hundred.",
        "Where nothing has changed, it looks like this %(times)s times in a hundred.",
        times,
    ) % {"times": times}


def _rule(judged: Judged) -> str:
    """What it takes, in words."""
    if judged.shift in {Movement.BASE, Movement.SCALE}:
        return {
            Movement.BASE: _("Only institutions that are counted both times are compared."),
            Movement.SCALE: _("Years on different scales are never compared."),
        }[judged.shift]
    if judged.test == Test.SIGNS and judged.of < LEAST_ALIKE:
        return _(
            "If nothing has changed, an institution goes up as often as down. Only where at least"
            " %(least)s go the same way do we call it a change, and here there are %(of)s in all."
        ) % {"least": LEAST_ALIKE, "of": judged.of}
    return {
        Test.SIGNS: _(
            "If nothing has changed, an institution goes up as often as down. So at least %(least)s"
            " have to go the same way, and hardly any the other, before we call it a change."
        )
        % {"least": LEAST_ALIKE},
        Test.COUNTS: _(
            "We speak of a difference only when chance alone would do as much at most 5 times in a"
            " hundred."
        ),
        Test.MEANS: _(
            "We speak of a difference only when it is at least what the instrument itself counts,"
            " and chance alone would do as much at most 5 times in a hundred."
        ),
        Test.LEAST: _(
            "It is not known how many answers are behind the figures. So we go by the smallest"
            " difference of the instrument itself."
        ),
        Test.RECORD: _("It stands as it was recorded. Nothing is estimated."),
        Test.NONE: _(
            "It is not known how many answers are behind the figures, or how far they move by"
            " chance. So we only show them."
        ),
    }[judged.test]

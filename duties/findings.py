"""What the register of inspections has found, in sentences."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from config.phrases import clauses, listing, number, overdue_among, shortened
from duties.models import Remark


def register_heading(*, units: int, overdue: int, unknown: int, soon: int) -> str:
    """How many reports are late, how many nobody knows of, and how many are due within half a year.

    It says “in time” of nobody whose report is not in the register.
    """
    found = []
    if overdue:
        found.append(
            ngettext(
                "%(number)s report of tilsyn is overdue",
                "%(number)s reports of tilsyn are overdue",
                overdue,
            )
            % {"number": number(overdue)}
        )
    if unknown:
        found.append(
            ngettext(
                "%(number)s place has no report in the register",
                "%(number)s places have no report in the register",
                unknown,
            )
            % {"number": number(unknown)}
        )
    if soon:
        found.append(_soon(soon, is_first=not found) % {"number": number(soon)})
    if found:
        return capfirst(clauses(found))
    if not units:
        return _("No place here has a report of tilsyn to come")
    return _("No report of tilsyn is due within half a year")


def _soon(count: int, *, is_first: bool) -> str:
    if is_first:
        return ngettext(
            "%(number)s report of tilsyn is due within half a year",
            "%(number)s reports of tilsyn are due within half a year",
            count,
        )
    return ngettext(
        "%(number)s is due within half a year", "%(number)s are due within half a year", count
    )


def _open_in_places(count: int, *, neuter: bool) -> str:
    if neuter and count == 1:
        return pgettext("neuter", "%(found)s is open in %(places)s")
    return ngettext("%(found)s is open in %(places)s", "%(found)s are open in %(places)s", count)


def found_heading(
    kinds: Sequence[str], *, places: Sequence[str], overdue: int, named: Sequence[str]
) -> str:
    """What tilsyn has found and where: by its kind, how much is late, what the register lacks.

    named: the place of each instruction that stands in the data of tilsyn alone.
    """
    is_neuter = set(kinds) == {Remark.Kind.ORDER}
    found = []
    if kinds:
        told = {"found": of_kinds(kinds), "places": shortened(places)}
        found.append(_open_in_places(len(kinds), neuter=is_neuter) % told)
    if overdue:
        found.append(overdue_among(overdue, len(kinds), neuter=is_neuter))
    if named:
        told = {"number": number(len(named)), "places": shortened(list(dict.fromkeys(named)))}
        found.append(
            ngettext(
                "%(number)s instruction to %(places)s is not in the register yet",
                "%(number)s instructions to %(places)s are not in the register yet",
                len(named),
            )
            % told
        )
    return capfirst(clauses(found)) or _("Nothing that a tilsyn has found is open")


def of_kinds(kinds: Iterable[str]) -> str:
    """“to anvisninger og et påbud”: what was found, by its kind."""
    counted = Counter(kinds)
    return listing([_of_kind(kind, counted[kind]) for kind in Remark.Kind if counted[kind]])


def _of_kind(kind: Remark.Kind, count: int) -> str:
    told = {
        Remark.Kind.REMARK: ngettext("%(number)s remark", "%(number)s remarks", count),
        Remark.Kind.INSTRUCTION: ngettext(
            "%(number)s instruction", "%(number)s instructions", count
        ),
        Remark.Kind.ORDER: ngettext("%(number)s order", "%(number)s orders", count),
        Remark.Kind.ACTION_PLAN: ngettext(
            "%(number)s action plan", "%(number)s action plans", count
        ),
    }
    return told[kind] % {"number": number(count, neuter=kind == Remark.Kind.ORDER)}

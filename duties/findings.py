"""What the register of inspections has found, in sentences."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config.phrases import clauses, number


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


def remarks_heading(remarks: int, *, overdue: int) -> str:
    """How many remarks are followed up, and how many of them are late."""
    if not remarks:
        return _("No remark of an inspection is open")
    found = [
        ngettext("%(number)s remark is open", "%(number)s remarks are open", remarks)
        % {"number": number(remarks)}
    ]
    if overdue:
        found.append(
            ngettext("%(number)s is overdue", "%(number)s are overdue", overdue)
            % {"number": number(overdue)}
        )
    return capfirst(clauses(found))

"""Files of measurements on the page where files are read in."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from imports.slots import WayIn
from institutions.access import scope_of
from measurements.importing import MeasurementFile
from measurements.importing.own_goals import LocalGoalSheet


def may_import(person: User) -> bool:
    """Whether a person may change data by files: an administrator with the permission to."""
    return (
        person.is_active
        and person.is_staff
        and person.has_perm("measurements.add_measurement")
        and scope_of(person).edits.everything
    )


def may_see_imports(person: User) -> bool:
    """Whether a person sees the receipts: who reads in, and who may look in the administration."""
    return may_import(person) or (
        person.is_active and person.is_staff and person.has_perm("measurements.view_import")
    )


def may_export(person: User) -> bool:
    """Whether a person may take data out: an administrator with the permission to see them.

    The figures are as they were read in, before small numbers are hidden, so nobody else may.
    """
    return (
        person.is_active
        and person.is_staff
        and person.has_perm("measurements.view_measurement")
        and scope_of(person).edits.everything
    )


def ways_of(person: User) -> tuple[WayIn, ...]:
    """Figures for administrators; local goals for those who write them."""
    ways = []
    if may_import(person):
        text = _("Absence, inspections, KIDS, TOPI, surveys and other figures.")
        address = reverse("measurement_import")
        title = _("Figures about institutions")
        ways.append(WayIn(MeasurementFile.code, title, text, address, rank=3))
    if scope_of(person).edits:
        text = _("A table with one row per local goal. The goals become drafts.")
        address = reverse("local_goals_import")
        ways.append(WayIn(LocalGoalSheet.code, LocalGoalSheet.title, text, address))
    return tuple(ways)

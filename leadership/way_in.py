"""The value base on the page where files are read in."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from imports.slots import WayIn
from institutions.access import scope_of
from leadership.models import ValueBase
from leadership.value_base.spreadsheet import ValueBaseSheet

TEXT = gettext_lazy("Fetched as a spreadsheet, worked on in Excel, and read in again.")
WANTED = ["leadership.add_valuebase", "leadership.change_valuebase"]


def may_import(person: User) -> bool:
    """Whether a person may read the value base in."""
    return person.is_staff and person.has_perms(WANTED) and scope_of(person).edits.everything


def may_see_imports(person: User) -> bool:
    """Whether a person sees the receipts: who reads in, and who may look in the administration."""
    return may_import(person) or (
        person.is_staff and person.has_perm("leadership.view_valuebaseimport")
    )


def may_fetch(person: User) -> bool:
    """Whether a person may take a version out as a spreadsheet."""
    return may_import(person) or (person.is_staff and person.has_perm("leadership.view_valuebase"))


def ways_of(person: User) -> tuple[WayIn, ...]:
    """One for each version that the person may change."""
    if not may_import(person):
        return ()
    return tuple(
        WayIn(
            ValueBaseSheet.code,
            _("The value base: %(name)s") % {"name": base},
            TEXT,
            reverse("value_base_import", args=[base.pk]),
        )
        for base in ValueBase.objects.all()
    )

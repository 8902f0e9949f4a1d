"""Lists of institutions on the page where files are read in."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from imports.slots import WayIn
from institutions.access import scope_of
from institutions.importing import InstitutionListFile


def may_import(person: User) -> bool:
    """Whether a person may change places by files: an administrator with the permission to."""
    wanted = ["institutions.add_institution", "institutions.change_institution"]
    is_let_in = person.is_active and person.is_staff and person.has_perms(wanted)
    return is_let_in and scope_of(person).edits.everything


def may_see_imports(person: User) -> bool:
    """Whether a person sees the receipts: who reads in, and who may look in the administration."""
    return may_import(person) or (
        person.is_active
        and person.is_staff
        and person.has_perm("institutions.view_institutionimport")
    )


def ways_of(person: User) -> tuple[WayIn, ...]:
    if not may_import(person):
        return ()
    text = _("The municipality’s list, or the export from Dagtilbudsregisteret.")
    address = reverse("institution_import")
    title = _("Institutions, clusters and areas")
    return (WayIn(InstitutionListFile.code, title, text, address, rank=1),)

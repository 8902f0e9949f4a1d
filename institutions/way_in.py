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
    return person.is_active and person.has_perms(wanted) and scope_of(person).edits.everything


def ways_of(person: User) -> tuple[WayIn, ...]:
    if not (person.is_staff and may_import(person)):
        return ()
    text = _("The municipality’s list, or the export from Dagtilbudsregisteret.")
    address = reverse("admin:institutions_institution_import")
    return (WayIn(InstitutionListFile.code, _("Institutions, clusters and areas"), text, address),)

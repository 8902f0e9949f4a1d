"""Files of measurements on the page where files are read in."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from imports.slots import WayIn
from institutions.access import scope_of
from measurements.importing import MeasurementFile


def may_import(person: User) -> bool:
    """Whether a person may change data by files: an administrator with the permission to."""
    return (
        person.is_active
        and person.is_staff
        and person.has_perm("measurements.add_measurement")
        and scope_of(person).edits.everything
    )


def ways_of(person: User) -> tuple[WayIn, ...]:
    if not may_import(person):
        return ()
    text = _("Absence, inspections, KIDS, TOPI, surveys and other figures; local goals in a table.")
    address = reverse("admin:measurements_measurement_import")
    return (WayIn(MeasurementFile.code, _("Figures about institutions"), text, address),)

"""The way on from a page where one of the first steps was done, for those who set it all up."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from dashboards.first_steps.facts import first_cluster_page
from imports.slots import GoingOn
from institutions.access import scope_of


def next_step_of_way(person: User) -> GoingOn | None:
    """Until the first cluster page has a figure."""
    if not scope_of(person).edits.everything or first_cluster_page(timezone.localdate()):
        return None
    return GoingOn(_("Go on with the first steps"), reverse("first_steps"))

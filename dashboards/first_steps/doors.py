"""Where each of the first steps is gone on with: one function for each, and the only place.

What somebody may not do is not offered; the step says who does it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from dashboards.first_steps.steps import WayStep
from indicators.evidence import writable_goals
from institutions.access import scope_of
from institutions.models import Board
from institutions.people.giving import gives_anything
from measurements.layouts import all_layouts


@dataclass(frozen=True, slots=True)
class Door:
    """A link. is_first: the one thing to do next on the page."""

    label: str
    url: str
    is_first: bool = False


def doors_of(step: WayStep, user: User, *, is_next: bool) -> tuple[Door, ...]:
    return tuple(_DOORS[step.code](step, user, is_next))


def _may(user: User, *permissions: str) -> bool:
    return user.is_staff and user.has_perms(permissions)


def _institutions(step: WayStep, user: User, is_next: bool) -> Iterator[Door]:
    if _may(user, "institutions.add_institution", "institutions.change_institution"):
        word = _("Read in a new list") if step.there else _("Read in institutions")
        yield Door(word, reverse("institution_import"), is_next)
    if step.there:
        if scope_of(user).edits.everything:
            yield Door(_("See and correct the places"), reverse("place_list"))
        else:
            yield Door(_("See the institutions"), reverse("institution_list"))
    else:
        yield Door(_("Fetch institutioner.xlsx to fill in"), reverse("institution_list_empty"))
        yield Door(_("Fetch a filled-in example"), reverse("institution_list_example"))


def _people(step: WayStep, user: User, is_next: bool) -> Iterator[Door]:
    if not gives_anything(user):
        return
    if not step.requires:
        yield Door(_("Several people from a file"), reverse("people_import"), is_next)
        yield Door(_("A new person"), reverse("person_new"))
        if scope_of(user).edits.everything and not Board.objects.exists():
            yield Door(_("Make the boards"), f"{reverse('place_list')}#bestyrelser")
    if step.there:
        yield Door(_("See the people"), reverse("people_list"))
    else:
        yield Door(_("Fetch personer.xlsx to fill in"), reverse("people_template"))


def _goals(step: WayStep, user: User, is_next: bool) -> Iterator[Door]:
    if step.requires:
        return
    if scope_of(user).edits.everything:
        word = _("Write more goals") if step.there else _("Write goals")
        yield Door(word, reverse("strategy_places"), is_next)


def _indicators(step: WayStep, user: User, is_next: bool) -> Iterator[Door]:
    if step.requires:
        return
    if writable_goals(user).exists():
        yield Door(_("Make an indicator"), reverse("indicator_begin"), is_next)
    if step.there:
        yield Door(_("See the indicators"), reverse("indicator_list"))


def _data(step: WayStep, user: User, is_next: bool) -> Iterator[Door]:
    if _may(user, "measurements.add_measurement") and not step.requires:
        yield Door(_("Read in data"), reverse("measurement_import"), is_next)
    wanted = next((one for one in all_layouts().values() if one.instrument in step.wanted), None)
    if wanted:
        label = _("Fetch the template for %(layout)s") % {"layout": wanted.title}
        yield Door(label, f"{reverse('template_list')}?{urlencode({'layout': wanted.code})}")
    yield Door(_("Fetch a template to fill in"), reverse("template_list"))


_DOORS: dict[str, Callable[[WayStep, User, bool], Iterator[Door]]] = {
    "institutions": _institutions,
    "people": _people,
    "goals": _goals,
    "indicators": _indicators,
    "data": _data,
}

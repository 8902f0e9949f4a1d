"""Local goals on the page where files are read in."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from imports.slots import WayIn
from institutions.access import scope_of
from strategy.word_form.kind import LocalGoalsForm


def ways_of(person: User) -> tuple[WayIn, ...]:
    """For those who write local goals anywhere."""
    if not scope_of(person).edits:
        return ()
    text = _("The municipality’s form in Word, filled in. The goals become drafts.")
    address = reverse("word_form")
    return (WayIn(LocalGoalsForm.code, _("Local goals"), text, address),)

"""Rounds of answers on the page where figures are brought in."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from imports.slots import WayIn
from institutions.access import scope_of


def ways_of(person: User) -> tuple[WayIn, ...]:
    """One for whoever leads a unit."""
    if not scope_of(person).edits:
        return ()
    text = _("Children's interview and parents' pulse by a link of each unit. No file is needed.")
    title = _("Children's and parents' voices")
    return (WayIn("voices", title, text, reverse("voice_rounds"), rank=6),)

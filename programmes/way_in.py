"""Answers to surveys of programmes on the page where files are read in."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from imports.slots import WayIn
from programmes.importing import ProgrammeSurveyFile
from programmes.models import Programme

TEXT = gettext_lazy("One row per question at one point of evaluation.")


def ways_of(person: User) -> tuple[WayIn, ...]:
    """One for each programme that the person plans."""
    return tuple(
        WayIn(
            ProgrammeSurveyFile.code,
            _("Answers about the programme %(programme)s") % {"programme": programme},
            TEXT,
            reverse("result_import", args=[programme.slug]),
        )
        for programme in Programme.objects.plannable_by(person)
    )

"""The words of the invitation: the product's, or those the municipality wrote instead.

What differs per person stands in square brackets, “[navn]”. They are looked up in a list and put
in once: nothing that anybody wrote is compiled, and a name in brackets stays a name.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from config.privacy import refuse_cpr

HOLDER = re.compile(r"\[([^\[\]\n]{1,30})\]")
#: Without this nobody comes in.
WAY_IN = "way in"


class InvitationText(models.Model):
    """The invitation in the municipality's own words, in one language (Danish: invitationstekst).

    A language without a row has the words that came along.
    """

    language = models.CharField(
        gettext_lazy("language"), max_length=10, choices=settings.LANGUAGES, primary_key=True
    )
    subject = models.CharField(gettext_lazy("subject"), max_length=100, validators=[refuse_cpr])
    text = models.TextField(gettext_lazy("text"), max_length=4000, validators=[refuse_cpr])
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=gettext_lazy("changed by"),
    )
    changed_at = models.DateTimeField(gettext_lazy("changed"), default=timezone.now, editable=False)

    class Meta:
        app_label = "accounts"
        verbose_name = gettext_lazy("text of the invitation")
        verbose_name_plural = gettext_lazy("texts of the invitation")

    def __str__(self) -> str:
        return str(self.get_language_display())

    @classmethod
    def of(cls, language: str) -> "InvitationText":
        """The municipality's own, or the words that came along, not saved."""
        return cls.objects.filter(pk=language).first() or shipped(language)

    def clean(self) -> None:
        """Say which holders are unknown, and that the way in must stand there once."""
        with translation.override(self.language):
            known = holders()
        there = HOLDER.findall(self.text) + HOLDER.findall(self.subject)
        unknown = [f"[{one}]" for one in there if one.casefold() not in known]
        if unknown:
            words = _("Nothing can be put in for %(unknown)s. There is: %(known)s.")
            named = ", ".join(f"[{one}]" for one in known)
            raise ValidationError({"text": words % {"unknown": ", ".join(unknown), "known": named}})
        way_in = next(one for one, key in known.items() if key == WAY_IN)
        if [one.casefold() for one in HOLDER.findall(self.text)].count(way_in) != 1:
            words = _("[%(way_in)s] must stand in the text, once: without it nobody comes in.")
            raise ValidationError({"text": words % {"way_in": way_in}})


class Piece(NamedTuple):
    """A part of a mail; whether it is put in for the person."""

    text: str
    is_filled_in: bool


def holders() -> dict[str, str]:
    """What may stand in brackets, in the language at work, and what it is."""
    return {
        pgettext("put into the invitation", "name"): "name",
        pgettext("put into the invitation", "access"): "access",
        pgettext("put into the invitation", "place"): "place",
        pgettext("put into the invitation", "way in"): WAY_IN,
        pgettext("put into the invitation", "sender"): "sender",
        pgettext("put into the invitation", "municipality"): "municipality",
    }


def shipped(language: str) -> InvitationText:
    """The words that came along."""
    with translation.override(language):
        stands = {key: f"[{name}]" for name, key in holders().items()}
        access = _("There you can see which goals %(place)s works with, and how it goes.") % stands
        paragraphs = (
            _("Dear %(name)s") % stands,
            f"{stands['access']} {access}",
            stands[WAY_IN],
            _("Did you not expect this mail? Then do nothing."),
            "{}\n{}".format(_("Kind regards"), stands["sender"]),
        )
        return InvitationText(
            language=language,
            subject=_("Welcome to Ledestjernen"),
            text="\n\n".join(paragraphs),
        )


def filled_in(text: str, values: Mapping[str, str]) -> list[Piece]:
    """A text with what is put in for a person, by key; in the language at work."""
    known = holders()
    found = []
    for number, part in enumerate(HOLDER.split(text)):
        if number % 2 == 0:
            found.append(Piece(part, is_filled_in=False))
        elif (key := known.get(part.casefold())) is not None:
            found.append(Piece(values[key], is_filled_in=True))
        else:  # a holder of another edition of the program
            found.append(Piece(f"[{part}]", is_filled_in=False))
    return [piece for piece in found if piece.text]

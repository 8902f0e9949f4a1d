"""How the municipality words its glossary."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from measurements.own_words import OWN_BY_KEY


class GlossaryWording(models.Model):
    """What a word means in the municipality's own words (Danish: ordforklaring).

    An empty meaning is the shipped one, which speaks the language of the page. Instruments have
    their own: their description.
    """

    key = models.SlugField(_("word"), unique=True, editable=False)
    meaning = models.TextField(
        _("meaning"),
        blank=True,
        max_length=300,
        help_text=_("A sentence or two. Leave it empty for the words that come along."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("word of the glossary")
        verbose_name_plural = _("words of the glossary")
        ordering = ["key"]

    def __str__(self) -> str:
        word = OWN_BY_KEY.get(self.key)
        return str(word.name) if word else self.key

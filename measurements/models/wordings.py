"""How the municipality words its glossary."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.slugs import folded_slug
from measurements.own_words import OWN_BY_KEY

#: How the keys of a municipality's own words begin.
MUNICIPAL = "egne-"


class GlossaryWording(models.Model):
    """What a word means in the municipality's own words (Danish: ordforklaring).

    An empty meaning is the shipped one, which speaks the language of the page. Instruments have
    their own: their description. own_name: a word of the municipality's own, as its texts write it.
    """

    key = models.SlugField(_("word"), unique=True, editable=False, max_length=80)
    own_name = models.CharField(
        _("word of one's own"),
        blank=True,
        max_length=60,
        help_text=_(
            "As texts write it, and it is explained where it stands first. Several ways to write it"
            " have strokes between them."
        ),
    )
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
        return str(word.name) if word else self.own_name.partition("|")[0] or self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.own_name:
            self.key = self._own_key
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """A word of one's own is said once, and means something."""
        if not self.own_name:
            return
        if not self.meaning:
            raise ValidationError({"meaning": gettext("Say what the word means.")})
        same = GlossaryWording.objects.exclude(pk=self.pk).filter(key=self._own_key)
        if same.exists():
            raise ValidationError({"own_name": gettext("The word is explained already.")})

    @property
    def _own_key(self) -> str:
        return MUNICIPAL + folded_slug(self.own_name.partition("|")[0])

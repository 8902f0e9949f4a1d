"""What institutions are known by in files: dated numbers, and names somebody has confirmed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from files.spreadsheets.danish_values import fold
from institutions.models.places import Institution
from institutions.periods import Dated, DatedQuerySet
from institutions.querysets import WithinInstitutionQuerySet


class Identifier(Dated):
    """A number by which others know an institution. Text, since zeros and letters count."""

    class Kind(models.TextChoices):
        LOCAL = "local", _("Institution number")
        STIL = "stil", _("Unit number (STIL)")
        PRODUCTION = "production", _("P-number")
        UNIT = "unit", _("Unit of the organisation (UUID)")

    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        related_name="identifiers",
        verbose_name=_("institution"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    value = models.CharField(_("number"), max_length=40)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["kind", "value"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "value"],
                name="identifier_never_reused",
                violation_error_message=_(
                    "This number belongs to an institution already. Numbers are never used again."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"

    def clean(self) -> None:
        if not any(sign.isdecimal() for sign in self.value):
            raise ValidationError({"value": _("A number has digits in it.")})


class KnownName(models.Model):
    """What files call an institution that names no number (Danish: navn i filer).

    Somebody has said that the name is the institution's, so nobody is asked again. folded: the
    name without case, spaces and signs, by which it is found.
    """

    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        related_name="known_names",
        verbose_name=_("institution"),
    )
    name = models.CharField(_("name"), max_length=150)
    folded = models.CharField(_("key of the name"), max_length=200, editable=False)

    objects = WithinInstitutionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("name in files")
        verbose_name_plural = _("names in files")
        ordering = ["institution", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["folded"],
                name="known_name_of_one_institution",
                violation_error_message=_("Another institution is known by this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.folded = fold(self.name)
        if not self.folded:
            raise ValidationError({"name": _("Write a name with letters or numbers in it.")})
        others = KnownName.objects.exclude(pk=self.pk).filter(folded=self.folded)
        if others.exists():
            raise ValidationError({"name": _("Another institution is known by this name.")})

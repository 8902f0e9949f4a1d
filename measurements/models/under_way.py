from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from imports.kinds import FileKind, ImportChoices, registered_kinds
from imports.under_way import FileUnderWay
from measurements.layouts import title_of
from measurements.models.imports import Import
from measurements.querysets import ImportUnderWayQuerySet


class ImportUnderWay(FileUnderWay):
    """A large file of measurements on its way in (Danish: indlæsning under vejs)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="imports_under_way",
        verbose_name=_("person"),
    )
    is_accepted = models.BooleanField(_("unusual values accepted"), default=False)
    are_names_accepted = models.BooleanField(_("names accepted"), default=False)
    are_names_remembered = models.BooleanField(_("names remembered"), default=False)
    reason = models.TextField(_("reason for changing a locked round"), blank=True, default="")
    batch = models.OneToOneField(
        Import,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="under_way",
        verbose_name=_("import"),
    )

    objects = ImportUnderWayQuerySet.as_manager()

    #: What is ticked on a preview, and the field that keeps it.
    TICKED = {
        "accept": "is_accepted",
        "accept_names": "are_names_accepted",
        "remember_names": "are_names_remembered",
    }

    class Meta:
        verbose_name = _("import under way")
        verbose_name_plural = _("imports under way")
        ordering = ["-received_at", "-pk"]

    def get_absolute_url(self) -> str:
        return reverse("measurement_under_way", args=[self.pk])

    def kind(self) -> FileKind[Any, Any]:
        ticked = frozenset(name for name, field in self.TICKED.items() if getattr(self, field))
        choices = ImportChoices(self.layout, ticked, self.reason, self.answers)
        return registered_kinds()["measurements"](by=self.user, choices=choices)

    def accept(self, ticked: frozenset[str], reason: str) -> None:
        self.reason = reason
        for name, field in self.TICKED.items():
            setattr(self, field, name in ticked)

    @property
    def layout_title(self) -> str:
        return title_of(self.layout)

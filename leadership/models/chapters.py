import re
from collections.abc import Iterator
from typing import NamedTuple, Self

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.bullets import items
from config.privacy import refuse_cpr
from institutions.access import Reader, scope_of
from leadership.models.profiles import Profile
from leadership.models.value_base import ValueBase

_LINK = re.compile(r"^(?P<name>.*?)\s*:?\s*(?P<href>https?://\S+)$")
_is_address = URLValidator(schemes=["http", "https"])


class Reference(NamedTuple):
    """What a chapter refers to, and where it stands."""

    name: str
    href: str


def references_in(text: str) -> Iterator[Reference]:
    """A reference of each line: its name, and last on the line its address."""
    for line in items(text):
        if match := _LINK.match(line):
            yield Reference(match["name"] or match["href"], match["href"])


def each_line_has_an_address(text: str) -> None:
    """Raise ValidationError for a line that leads nowhere."""
    for line in items(text):
        match = _LINK.match(line)
        try:
            _is_address(match["href"] if match else "")
        except ValidationError as error:
            message = _("“%(line)s” has no address. End the line with https://…")
            raise ValidationError(message, params={"line": line}) from error


class ChapterQuerySet(models.QuerySet["Chapter"]):
    def visible_to(self, user: Reader) -> Self:
        """Those of versions and profiles one reads."""
        return self.filter(
            Q(base__in=ValueBase.objects.visible_to(user))
            | Q(profile__in=Profile.objects.visible_to(user))
        )

    def editable_by(self, user: Reader) -> Self:
        return self.all() if scope_of(user).edits.everything else self.none()

    def holding(self, base: ValueBase | None) -> Self:
        """Those of this value base and of the profiles in use."""
        return self.filter(Q(base=base, profile=None) | Q(profile__is_in_use=True))


class Chapter(models.Model):
    """A part of the running text of a value base or a leadership profile (Danish: kapitel).

    is_example: it came along, and nobody here has written in it. version counts every change.
    """

    base = models.ForeignKey(
        ValueBase,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="chapters",
        verbose_name=_("value base"),
    )
    profile = models.ForeignKey(
        Profile,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="chapters",
        verbose_name=_("leadership profile"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("heading"), max_length=120, validators=[refuse_cpr])
    text = models.TextField(_("text"), validators=[refuse_cpr])
    references = models.TextField(
        _("references"), blank=True, validators=[refuse_cpr, each_line_has_an_address]
    )
    is_example = models.BooleanField(_("example text"), default=False, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = ChapterQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = [F("base").asc(nulls_last=True), "profile", "number", "pk"]
        constraints = [
            models.CheckConstraint(
                name="chapter_of_one_text",
                condition=Q(base=None, profile__isnull=False) | Q(base__isnull=False, profile=None),
                violation_error_message=_("Choose a value base or a leadership profile."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{self.whole_url}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"kapitel-{self.pk}"

    @property
    def full_name(self) -> str:
        """Its name, and what it is a chapter of."""
        return f"{self.name} ({self.of})"

    @property
    def is_cited(self) -> bool:
        """Whether a local goal or a plan builds on it: then it is not deleted."""
        return self.uses.exists() or self.focuses.exists()

    @property
    def of(self) -> ValueBase | Profile | None:
        """What it is a chapter of."""
        return self.base or self.profile

    @property
    def whole_url(self) -> str:
        """The page of all that it is a chapter of."""
        if self.profile is not None:
            return reverse("profile_detail", args=[self.profile.code])
        return f"{reverse('value_base')}?udgave={self.base_id}"

    @property
    def links(self) -> list[Reference]:
        return list(references_in(self.references))

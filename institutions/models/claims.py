"""Which roles the municipality's own groups stand for."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from config.privacy import refuse_cpr
from institutions.models.places import Area, Cluster, Institution
from institutions.roles import MUNICIPAL_ROLES, Role


class ClaimRule(models.Model):
    """What a claim of the municipality's sign-in gives (Danish: regel for roller).

    Who has `value` among the values of `claim` has the role at the place: an area, a cluster or an
    institution; those whose numbers stand in the claim `place_claim`; none of them is the whole
    municipality. An empty value is any value; an empty provider is every provider.
    """

    provider = models.CharField(
        _("login"), max_length=41, blank=True, help_text=_("Which login of the municipality.")
    )
    claim = models.CharField(_("claim"), max_length=100, default="groups")
    value = models.CharField(
        _("value"),
        max_length=200,
        blank=True,
        validators=[refuse_cpr],
        help_text=_(
            "The group, exactly as the login tells it: its name or its id."
            " Leave it empty only where the claim itself names the places."
        ),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    area = models.ForeignKey(
        Area, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("area")
    )
    cluster = models.ForeignKey(
        Cluster, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("cluster")
    )
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("institution"),
    )
    place_claim = models.CharField(_("claim with the places"), max_length=100, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rule for roles")
        verbose_name_plural = _("rules for roles")
        ordering = ["provider", "claim", "value", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                "provider",
                "claim",
                "value",
                "role",
                Coalesce("area", 0),
                Coalesce("cluster", 0),
                Coalesce("institution", 0),
                "place_claim",
                name="claim_rule_unique",
                violation_error_message=_("This rule exists already."),
            ),
            models.CheckConstraint(
                name="claim_rule_of_one_place",
                condition=Q(area=None, cluster=None, place_claim="")
                | Q(area=None, institution=None, place_claim="")
                | Q(cluster=None, institution=None, place_claim="")
                | Q(area=None, cluster=None, institution=None),
                violation_error_message=_("Choose one place."),
            ),
            models.CheckConstraint(
                name="claim_rule_place_fits_role",
                condition=Q(role__in=MUNICIPAL_ROLES)
                | Q(area__isnull=False)
                | Q(cluster__isnull=False)
                | Q(institution__isnull=False)
                | ~Q(place_claim=""),
                violation_error_message=_(
                    "This role needs a place: choose an area, a cluster or an institution."
                ),
            ),
            models.CheckConstraint(
                name="claim_rule_says_who",
                condition=~Q(value="") | ~Q(place_claim=""),
                violation_error_message=_(
                    "Write a value: without one, everybody whom the login knows would get the role."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.value}" if self.value else self.claim

    def clean(self) -> None:
        """What one writes to administer everything is written exactly."""
        if self.role == Role.ADMINISTRATOR and not self.value:
            raise ValidationError({"value": _("Write the group that makes administrators.")})

    @property
    def place(self) -> Area | Cluster | Institution | None:
        """The place the rule names; None is the whole municipality, or what a claim says."""
        return self.institution or self.cluster or self.area

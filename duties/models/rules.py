from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from config.numbers import written_plainly
from institutions.access import Reader, scope_of
from institutions.periods import Dated, DatedQuerySet, NoOverlap


class StatutoryRuleQuerySet(models.QuerySet["StatutoryRule"]):
    def visible_to(self, user: Reader) -> Self:
        """Law is for everybody who reads anything."""
        return self.all() if scope_of(user).reads else self.none()

    def editable_by(self, user: Reader) -> Self:
        return self.all() if scope_of(user).edits.everything else self.none()


class StatutoryRule(models.Model):
    """Something that law, or an agreement, puts a number on (Danish: regel).

    code: what the program asks for it by. follows: which figures of the product follow it, in
    words.
    """

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    follows = models.CharField(_("what follows it"), max_length=300, blank=True)
    number = models.PositiveSmallIntegerField(_("number"), default=0)

    objects = StatutoryRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["number", "code"]

    def __str__(self) -> str:
        return self.name


class RuleEditionQuerySet(DatedQuerySet["RuleEdition"]):
    def visible_to(self, user: Reader) -> Self:
        return self.filter(rule__in=StatutoryRule.objects.visible_to(user))

    def editable_by(self, user: Reader) -> Self:
        return self.filter(rule__in=StatutoryRule.objects.editable_by(user))


class RuleEdition(Dated):
    """What a rule says for a while: its number, where that stands, and when somebody looked.

    A change of law is a row of its own from its day on; figures of earlier days follow the earlier
    row (Danish: udgave af en regel).
    """

    rule = models.ForeignKey(
        StatutoryRule, models.CASCADE, related_name="editions", verbose_name=_("rule")
    )
    value = models.DecimalField(_("value"), max_digits=8, decimal_places=2, null=True, blank=True)
    text = models.CharField(_("what it says"), max_length=400)
    source = models.CharField(_("source"), max_length=200)
    link = models.URLField(_("link"), blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    is_local = models.BooleanField(
        _("local practice"), default=False, help_text=_("Not law, but what is agreed here.")
    )

    objects = RuleEditionQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("edition of a rule")
        verbose_name_plural = _("editions of rules")
        ordering = ["rule", "from_on"]
        constraints = [
            *Dated.Meta.constraints,
            NoOverlap(
                fields=("rule",),
                name="rule_says_one_thing_at_a_time",
                violation_error_message=_("The rule says something else in that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.text}"

    @property
    def told(self) -> str:
        """“24 måneder”; nothing where a rule has no number."""
        if self.value is None:
            return ""
        return f"{written_plainly(self.value)} {self.rule.unit}"

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.entrance.logins import called
from accounts.models import User
from config.django_private import ValidatesAlso
from config.others_words import KeepsOthersWords
from config.phrases import quoted
from config.sign_ins import sign_ins
from institutions.models import Area, ClaimRule, Cluster, Institution
from institutions.people.administering import makes_administrators
from institutions.roles import Role

#: Where a role is held: a kind of place and its number, or a claim and its name.
PLACES = {"area": Area, "cluster": Cluster, "institution": Institution}


class ClaimRuleForm(ValidatesAlso, KeepsOthersWords, forms.ModelForm[ClaimRule]):
    """A rule: who, what, and where, in the order of its sentence. by: who writes it."""

    validates_also = frozenset({"area", "cluster", "institution", "place_claim"})

    class Meta:
        model = ClaimRule
        fields = ["provider", "claim", "value", "role"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        providers = sign_ins().values()
        claims = list(dict.fromkeys(name for one in providers for name in one.claims))
        keys = [("", _("every login")), *((one.key, called(one.key)) for one in providers)]
        self.fields["provider"] = forms.ChoiceField(
            label=_("Which login"), choices=keys, required=False
        )
        self.fields["claim"] = forms.ChoiceField(
            label=_("Which of the things it tells"),
            choices=[
                (name, quoted(name)) for name in dict.fromkeys([*claims, self.instance.claim])
            ],
        )
        self.fields["value"].label = _("Which group, or other value")
        self.fields["where"] = forms.ChoiceField(
            label=_("Where"),
            required=False,
            initial=_told(self.instance),
            choices=[
                ("", _("the whole municipality")),
                *((f"claim:{one}", _("where “%(claim)s” says") % {"claim": one}) for one in claims),
                *(
                    (model._meta.verbose_name_plural, _offered(kind))
                    for kind, model in PLACES.items()
                ),
            ],
        )

    def clean(self) -> dict[str, Any]:
        """What was chosen as the place goes where the model has it, before its rules are asked."""
        cleaned = super().clean() or {}
        kind, _colon, name = cleaned.get("where", "").partition(":")
        self.instance.area_id = self.instance.cluster_id = self.instance.institution_id = None
        self.instance.place_claim = name if kind == "claim" else ""
        if kind in PLACES:
            setattr(self.instance, f"{kind}_id", int(name))
        is_administrator = cleaned.get("role") == Role.ADMINISTRATOR
        if is_administrator and not makes_administrators(self.by):
            self.add_error("role", _("You do not give this role there."))
        return cleaned


def _offered(kind: str) -> list[tuple[str, str]]:
    places = PLACES[kind]._default_manager.values_list("pk", "name")
    return [(f"{kind}:{pk}", name) for pk, name in places]


def _told(rule: ClaimRule) -> str:
    for kind in PLACES:
        if number := getattr(rule, f"{kind}_id"):
            return f"{kind}:{number}"
    return f"claim:{rule.place_claim}" if rule.place_claim else ""

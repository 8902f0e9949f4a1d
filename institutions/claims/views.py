"""Rules for roles, as administrators see and write them: what each would do is shown first."""

from django.contrib import messages
from django.db import transaction
from django.forms import model_to_dict
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.confirming import fresh_sign_in_required
from accounts.entrance.logins import called
from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from config.sign_ins import sign_ins
from institutions.claims.foreseeing import Foresight, RoleWords, apply_rules
from institutions.claims.forms import ClaimRuleForm
from institutions.models import ClaimRule
from institutions.on_accounts import administers_everything


@require_safe
def claim_rules(request: SignedInRequest) -> HttpResponse:
    """All rules, each as a sentence, and how many people each login has told of."""
    _for_administrators(request)
    words = RoleWords()
    rows = [
        {
            "rule": rule,
            "login": called(rule.provider) if rule.provider else "",
            "gives": words.of_rule(rule),
        }
        for rule in ClaimRule.objects.all()
    ]
    facts = {
        "rows": rows,
        "known": Foresight.of([]).known,
        "has_providers": bool(sign_ins()),
    }
    return render(request, "institutions/claim_rules.html", facts)


@fresh_sign_in_required
def claim_rule_add(request: SignedInRequest) -> HttpResponse:
    return _written(request, ClaimRule())


@fresh_sign_in_required
def claim_rule_change(request: SignedInRequest, pk: int) -> HttpResponse:
    _for_administrators(request)
    return _written(request, get_object_or_404(ClaimRule, pk=pk))


@fresh_sign_in_required
def claim_rule_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a rule away, and with it at once what only it gave."""
    _for_administrators(request)
    rule = get_object_or_404(ClaimRule, pk=pk)
    losing = Foresight.of(ClaimRule.objects.exclude(pk=pk)).losing
    if not is_sure(request):
        return ask(
            request,
            title=_("Take the rule “%(rule)s” away?") % {"rule": rule},
            lost=[
                ngettext(
                    "%(count)d person loses a role at once.",
                    "%(count)d people lose a role at once.",
                    losing,
                )
                % {"count": losing},
                _("Roles that were given by hand stay."),
            ],
            button=_("Take the rule away"),
            back=reverse("claim_rules"),
            crumbs=[(reverse("claim_rules"), _("Roles by the municipality’s login"))],
        )
    with transaction.atomic():
        rule.delete()
        apply_rules()
    messages.success(request, _("The rule was taken away."))
    return redirect("claim_rules")


def _written(request: SignedInRequest, rule: ClaimRule) -> HttpResponse:
    """The form; what it would do; and, when that has been seen, the rule."""
    _for_administrators(request)
    form = ClaimRuleForm(request.POST or None, instance=rule, by=request.user)
    foresight = None
    if form.is_valid():
        others = ClaimRule.objects.exclude(pk=rule.pk)
        foresight = Foresight.of([*others, form.instance])
        if constant_time_compare(request.POST.get("seen", ""), _mark(form.instance, foresight)):
            with transaction.atomic():
                form.save()
                apply_rules()
            messages.success(request, _("The rule was saved and holds from now on."))
            return redirect("claim_rules")
    facts = {
        "form": form,
        "foresight": foresight,
        "seen": _mark(form.instance, foresight) if foresight else "",
        "is_new": rule.pk is None,
    }
    return render(request, "institutions/claim_rule_form.html", facts)


def _mark(rule: ClaimRule, foresight: Foresight) -> str:
    """Of what has been seen: this rule, with this outcome. Another rule is looked at anew."""
    fields = {**model_to_dict(rule), "place_claim": rule.place_claim}
    changes = [(change.person.pk, change.gets, change.loses) for change in foresight.changes]
    return salted_hmac("claim rule seen", repr((sorted(fields.items()), changes))).hexdigest()


def _for_administrators(request: SignedInRequest) -> None:
    if not administers_everything(request.user):
        raise Http404

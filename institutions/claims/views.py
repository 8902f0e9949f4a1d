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
from institutions.access import scope_of
from institutions.claims.foreseeing import Foresight, RoleWords, apply_rules
from institutions.claims.forms import ClaimRuleForm
from institutions.models import ClaimRule
from institutions.people.administering import makes_administrators
from institutions.people.giving import gives_everything
from institutions.roles import Role


@require_safe
def claim_rules(request: SignedInRequest) -> HttpResponse:
    """All rules, each as a sentence, and how many people each login has told of."""
    _for_administrators(request)
    words, makes = RoleWords(), makes_administrators(request.user)
    rows = [
        {
            "rule": rule,
            "login": called(rule.provider) if rule.provider else "",
            "gives": words.of_rule(rule),
            "may_change": makes or rule.role != Role.ADMINISTRATOR,
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
    return _written(request, _rule(request, pk))


@fresh_sign_in_required
def claim_rule_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a rule away, and with it at once what only it gave."""
    rule = _rule(request, pk)
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
        if _gives_oneself(request, foresight):
            form.add_error("value", _("By this rule you would get a role yourself."))
            foresight = None
        elif constant_time_compare(request.POST.get("seen", ""), _mark(form.instance, foresight)):
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
    if not gives_everything(request.user):
        raise Http404


def _rule(request: SignedInRequest, pk: int) -> ClaimRule:
    """One that the reader writes: of administrators only who makes them."""
    _for_administrators(request)
    rule = get_object_or_404(ClaimRule, pk=pk)
    if rule.role == Role.ADMINISTRATOR and not makes_administrators(request.user):
        raise Http404
    return rule


def _gives_oneself(request: SignedInRequest, foresight: Foresight) -> bool:
    """Whether somebody who does not have every role would get one by their own rule."""
    mine = (change for change in foresight.changes if change.person.pk == request.user.pk)
    return not scope_of(request.user).keeps_all and any(change.gets for change in mine)

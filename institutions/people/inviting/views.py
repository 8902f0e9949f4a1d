"""The list of people, sending invitations and withdrawing them, and somebody new by hand."""

import csv
import io

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.confirming import fresh_sign_in_required
from accounts.invitations.invitation import latest_of
from accounts.invitations.sending import invite, send_all, to_be_sent, withdraw
from accounts.models import AccountInvitation, User
from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from files.spreadsheets.formulas import harmless
from institutions.models import Board, PeopleImport
from institutions.people.forms import roles_to_choose
from institutions.people.giving import (
    gives_anything,
    gives_everything,
    overseen_by,
    renewed_by,
    roles_given_by,
)
from institutions.people.inviting.forms import NewPersonForm
from institutions.people.inviting.people_list import (
    STATES,
    PeopleList,
    Wanted,
    people_asked_for,
    roles_of,
    state_of,
    unanswered_by,
)
from institutions.people.inviting.reach import invitable_by
from institutions.roles import Role

#: So many boards are listed; an administrator finds others at their places.
MOST_BOARDS = 100


@never_cache
@require_safe
def people_list(request: SignedInRequest) -> HttpResponse:
    """Everybody one oversees: searched, by role and by invitation."""
    if not _oversees_anybody(request.user):
        raise Http404
    wanted = Wanted.of(request.GET.dict())
    people = PeopleList.build(request.user, wanted, page=request.GET.get("side", "1"))
    asked = request.GET.copy()
    asked.pop("side", None)
    context = {
        "people": people,
        "roles": [(role.value, role.label) for role in Role],
        "states": STATES.items(),
        "may_give": gives_anything(request.user),
        "may_clear": gives_everything(request.user),
        "may_correct": request.user.is_staff and request.user.has_perm("accounts.change_user"),
        "query": asked.urlencode(),
        "boards": Board.objects.filter(pk__in=renewed_by(request.user).values("pk")).still_there()[
            :MOST_BOARDS
        ],
    }
    return render(request, "institutions/people/list.html", context)


@never_cache
@require_safe
@fresh_sign_in_required(reading=True)
def people_file(request: SignedInRequest) -> HttpResponse:
    """The people asked for, as the csv that Danish Excel opens."""
    if not gives_anything(request.user):
        raise Http404
    people = list(people_asked_for(request.user, Wanted.of(request.GET.dict())))
    invitations = latest_of([one.pk for one in people])
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Name"), _("E-mail address"), _("Roles"), _("Invitation"), _("Details")])
    for one in people:
        told = (one.name, one.email, roles_of(one), *state_of(invitations.get(one.pk)))
        writer.writerow([harmless(cell) for cell in told])
    name = f"personer-{timezone.localdate():%Y-%m-%d}.csv"
    return HttpResponse(
        target.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@fresh_sign_in_required
def person_new(request: SignedInRequest) -> HttpResponse:
    """Which role somebody new gets; then who they are, and where."""
    roles = roles_given_by(request.user)
    if not roles:
        raise Http404
    told = request.GET.get("rolle", "")
    if told not in [role.value for role in roles]:
        facts = {"roles": roles_to_choose(roles), "is_wrong": bool(told)}
        status = 422 if told else 200
        return render(request, "institutions/people/new_choose.html", facts, status=status)
    form = NewPersonForm(request.POST or None, role=Role(told), by=request.user)
    if request.method == "POST" and form.is_valid():
        person = form.save(site=_site(request))
        words = (
            _("%(name)s has been given the role.") if form.user else _("%(name)s has been created.")
        )
        messages.success(request, words % {"name": person})
        return redirect("person_detail", person.pk)
    facts = {"form": form, "role": Role(told).label}
    status = 422 if form.is_bound else 200
    return render(request, "institutions/people/new.html", facts, status=status)


@require_POST
def invitations_send(request: SignedInRequest) -> HttpResponse:
    """Send to one person, to those of a file that wait, or to all who have not answered."""
    told = request.POST
    if told.get("person"):
        return _send_to_one(request, told["person"])
    if told.get("import"):
        found = _waiting_of(request, told["import"])
        back = redirect("people_import_receipt", told["import"])
    else:
        found = unanswered_by(request.user).filter(undeliverable="")
        back = redirect("people_list")
    if not gives_anything(request.user):
        raise Http404
    if not is_sure(request):
        return _ask_to_send(request, found, back=back["Location"])
    sent, waited = send_all(found, by=request.user, site=_site(request))
    words = ngettext(
        "%(count)s invitation is on its way.", "%(count)s invitations are on their way.", sent
    )
    if sent or not waited:
        messages.success(request, words % {"count": sent})
    if waited:
        words = ngettext(
            "%(count)s person was mailed a moment ago, and gets no other yet.",
            "%(count)s people were mailed a moment ago, and get no other yet.",
            waited,
        )
        messages.info(request, words % {"count": waited})
    return back


@require_POST
def invitation_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Withdraw a person's invitation, once the question has been answered."""
    person = get_object_or_404(invitable_by(request.user), pk=pk)
    open_ = get_object_or_404(AccountInvitation.objects.open(), person=person)
    if not is_sure(request):
        return ask(
            request,
            title=_("Withdraw the invitation of %(name)s?") % {"name": person},
            lost=[
                _("The link in the mail opens nothing any longer."),
                _("%(name)s keeps the roles, but cannot sign in before you invite again.")
                % {"name": person},
            ],
            button=_("Withdraw the invitation"),
            back=reverse("people_list"),
            crumbs=[(reverse("people_list"), _("People"))],
        )
    withdraw(open_)
    messages.success(request, _("The invitation has been withdrawn."))
    return redirect("people_list")


def _ask_to_send(
    request: SignedInRequest, found: QuerySet[AccountInvitation], *, back: str
) -> HttpResponse:
    """Before many are mailed: how many mails that is, to how many people, and who gets none."""
    count = to_be_sent(found)
    title = ngettext("Send %(count)s invitation?", "Send %(count)s invitations?", count)
    told = ngettext(
        "One mail is sent, to one person who has not answered.",
        "%(count)s mails are sent, one to each of %(count)s people who have not answered.",
        count,
    )
    return ask(
        request,
        title=title % {"count": count},
        lost=[
            told % {"count": count},
            _("A link that they were sent before opens nothing any longer."),
            _("Who has answered, or was mailed a moment ago, gets no mail."),
        ],
        button=_("Send the invitations"),
        back=back,
        crumbs=[(reverse("people_list"), _("People"))],
    )


def _send_to_one(request: SignedInRequest, told: str) -> HttpResponse:
    pk = int(told) if told.isdecimal() and told.isascii() and len(told) < 10 else 0
    person = get_object_or_404(invitable_by(request.user), pk=pk)
    before = (
        AccountInvitation.objects.open().filter(person=person).values_list("sent_at", flat=True)
    )
    earlier = before.first()
    made = invite(person, by=request.user, site=_site(request))
    made.refresh_from_db()
    if made.sent_at == earlier:
        words = _("%(name)s was mailed a moment ago. Wait a little before you send again.")
        messages.info(request, words % {"name": person})
    else:
        messages.success(request, _("The invitation is on its way to %(name)s.") % {"name": person})
    return redirect("people_list")


def _waiting_of(request: SignedInRequest, told: str) -> QuerySet[AccountInvitation]:
    """The invitations of a file that wait to be sent."""
    pk = int(told) if told.isdecimal() and told.isascii() and len(told) < 10 else 0
    imported = get_object_or_404(PeopleImport.objects.visible_to(request.user), pk=pk)
    made = [one["pk"] for one in imported.written if one["is_made"]]
    waiting = AccountInvitation.objects.waiting().filter(person__in=made)
    return waiting.filter(person__in=invitable_by(request.user))


def _oversees_anybody(user: User) -> bool:
    return gives_anything(user) or overseen_by(user).exists()


def _site(request: SignedInRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")

"""The words of the invitation: looked at, tried on oneself, and written by the municipality."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.confirming import fresh_sign_in_required
from accounts.invitations.sending import sample_for, send_trial
from accounts.invitations.wording import holders
from accounts.models import InvitationText, User
from accounts.requests import SignedInRequest
from accounts.slots import AccessWords
from config.asking import ask, is_sure
from institutions.models import Board, Institution
from institutions.people.access_words import access_words
from institutions.people.giving import gives_anything, gives_everything
from institutions.people.inviting.forms import InvitationTextForm
from institutions.roles import BoardKind, Role

#: What a button is called that does not save.
TRIAL, SHOW = "proeve", "vis"


@never_cache
@fresh_sign_in_required
def invitation_text(request: SignedInRequest) -> HttpResponse:
    """The mail as it is, a trial of it, and for administrators its words to change."""
    if not gives_anything(request.user):
        raise Http404
    may_write, language = gives_everything(request.user), _language(request)
    is_sent = request.method == "POST"
    told = request.POST if is_sent and may_write else None
    form = InvitationTextForm(told, instance=InvitationText.of(language))
    is_wrong = form.is_bound and not form.is_valid()
    # what is wrong is in the form's words already: the mail stays as it is kept
    wording = InvitationText.of(language) if is_wrong else form.instance
    if is_sent and not is_wrong and (done := _pressed(request, wording, may_write=may_write)):
        return done
    with translation.override(language):
        names = [(f"[{name}]", key) for name, key in holders().items()]
    facts = {
        "form": form if may_write else None,
        "language": language,
        "languages": settings.LANGUAGES,
        "sent_in": settings.LANGUAGE_CODE,
        "is_ours": not wording._state.adding,
        "mail": sample_for(
            request.user, wording=wording, access=_sample_access(request.user, language)
        ),
        "to": request.user.email,
        "holders": names,
        "is_shown": form.is_bound and not is_wrong,
    }
    status = 422 if is_wrong else 200
    return render(request, "institutions/people/invitation_text.html", facts, status=status)


@fresh_sign_in_required
def invitation_text_restore(request: SignedInRequest) -> HttpResponse:
    """The words that came along again, once the question has been answered."""
    if not gives_everything(request.user):
        raise Http404
    language = _language(request)
    back = f"{reverse('invitation_text')}?sprog={language}"
    if not is_sure(request):
        return ask(
            request,
            title=_("Use the words that came along again?"),
            lost=[
                _("The municipality’s own words are gone."),
                _("Mails that were sent stay as they are."),
            ],
            button=_("Use the words that came along"),
            back=back,
            crumbs=[(reverse("people_list"), _("People")), (back, _("The invitation"))],
        )
    InvitationText.objects.filter(pk=language).delete()
    messages.success(request, _("The invitation has the words again that came along."))
    return redirect(back)


def _pressed(
    request: SignedInRequest, wording: InvitationText, *, may_write: bool
) -> HttpResponse | None:
    """What the button does; None where the page is shown again."""
    if TRIAL in request.POST:
        _try_it(request, wording)
        return None
    return _saved(request, wording) if may_write and SHOW not in request.POST else None


def _language(request: SignedInRequest) -> str:
    told = request.GET.get("sprog", "")
    return told if told in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _saved(request: SignedInRequest, wording: InvitationText) -> HttpResponse:
    told = {
        "subject": wording.subject,
        "text": wording.text,
        "changed_by": request.user,
        "changed_at": timezone.now(),
    }
    InvitationText.objects.update_or_create(pk=wording.language, defaults=told)
    messages.success(request, _("The text is saved. It holds for every invitation from now on."))
    return redirect(f"{reverse('invitation_text')}?sprog={wording.language}")


def _try_it(request: SignedInRequest, wording: InvitationText) -> None:
    access = _sample_access(request.user, wording.language)
    if send_trial(wording, to=request.user, access=access):
        told = _("A trial is on its way to %(email)s. Nothing is saved by it.")
        messages.success(request, told % {"email": request.user.email})
    else:
        messages.info(request, _("You were sent a trial a moment ago. Wait a little."))


def _sample_access(by: User, language: str) -> AccessWords:
    """As somebody on a parent council."""
    place = Institution.objects.visible_to(by).order_by("pk").first()
    with translation.override(language):
        if place is None:
            return access_words(Role.CONSULTANT, None, None)
        return access_words(Role.BOARD_MEMBER, place, Board(kind=BoardKind.PARENT_COUNCIL))

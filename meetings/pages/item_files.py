"""The files of an agenda item: handed out, and taken away again."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from config.asking import ask, is_sure
from meetings.models import ItemFile
from meetings.pages.asking import crumbs_of
from meetings.pages.closed import unless_closed
from strategy.attaching import hand_out


@require_safe
def item_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """A file under an item, for those who see the item: to be saved, never shown here."""
    return hand_out(get_object_or_404(ItemFile.objects.visible_to(request.user), pk=pk))


@unless_closed
def item_file_delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a file away. Papers that were sent go on naming it; nobody can open it any more."""
    files = ItemFile.objects.editable_by(request.user).select_related("item__meeting__board")
    file = get_object_or_404(files, pk=pk)
    if is_sure(request):
        with transaction.atomic():
            file.item.meeting.hold_open()
            file.delete()
        messages.success(request, _("The file has been taken away."))
        return redirect("agenda_item_edit", pk=file.item_id)
    return ask(
        request,
        title=_("Take the file away?"),
        lost=[_("“%(file)s”. Nobody can open it any more.") % {"file": file}],
        button=_("Take the file away"),
        back=file.item.get_absolute_url(),
        crumbs=crumbs_of(file.item.meeting),
    )

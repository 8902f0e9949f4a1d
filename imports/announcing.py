"""A message to whoever waits for a large file, when it is their turn again."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.mail import queue
from config.site import site_address
from imports.under_way import FileUnderWay

Stage = FileUnderWay.Stage


def announce(model: type[FileUnderWay], pk: int, attempt: int) -> None:
    """Tell that an attempt's step is over, unless it was short: then one is looking at its page.

    The page says the same, so a message that waits for its mail server keeps nobody waiting.
    """
    one = model._default_manager.filter(pk=pk, attempt=attempt).first()
    if one is None or one.is_working or not one.user.is_active:
        return
    waited = (timezone.now() - one.queued_at).total_seconds()
    site = site_address()
    if waited < settings.IMPORT_MAIL_SECONDS or not site:
        return
    message = EmailMessage(
        f"Ledestjernen: {_subject(one)}",
        render_to_string("imports/mail.txt", {"one": one, "site": site}),
        to=[one.user.email],
    )
    queue(message)


def _subject(one: FileUnderWay) -> str:
    file = {"file": " ".join(one.file_name.split())}
    if one.sentence:
        return _("%(file)s was not read in") % file
    if one.stage == Stage.DONE:
        return _("%(file)s has been read in") % file
    return _("the preview of %(file)s is ready") % file

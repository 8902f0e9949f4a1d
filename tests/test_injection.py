"""No text that a person wrote is ever compiled, evaluated or marked safe, wherever it is shown.

The demo is written full of a text that would show: every free text of every model ends with
WRITTEN. Then everybody reads everything there is a link to, in every form it can be had in.
"""

import datetime
import io
import zipfile

import pytest
from django.apps import apps
from django.core import mail
from django.db import models
from django.db.models.functions import Concat, Length
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from accounts.told.sending import send_due
from strategy.models import LocalGoal
from strategy.reminders import tell_of_measuring
from strategy.workflow import LocalGoalStatus
from tests import safe_text
from tests.catalogues import APPS
from tests.crawling import walk
from tests.mailing import deliver_mail

pytestmark = pytest.mark.django_db

WRITTEN = " {{7|add:7}}<b>h"
EVALUATED = ("14<b>h", "14&lt;b&gt;h")

#: Texts that nobody writes: keys, addresses and fingerprints, by the name of the field.
NOT_WRITTEN = {
    "code",
    "lineage",
    "folded",
    "digest",
    "secret",
    "sha256",
    "password",
    "fingerprint",
    "layout",
    "token",
    "ticket",
    "kind",
    "status",
    "key",
    "prefix",
    "file",
    "level",
    "register_number",
    "value",  # of an Identifier
    "page",
    "series",
}
BACKEND = "django.contrib.auth.backends.ModelBackend"
READERS = ["administrator", "omraadechef", "klyngeleder", "leder", "formand", "konsulent", "udvalg"]


class Keeping(Client):
    """A reader who keeps every answer that is no page."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, raise_request_exception=False, **kwargs)
        self.files: list[tuple[str, str, bytes]] = []

    def get(self, path, *args, **kwargs):
        response = super().get(path, *args, **kwargs)
        kind = response.get("Content-Type", "")
        if not kind.startswith("text/html"):
            content = response.getvalue() if response.streaming else response.content
            self.files.append((path, kind, content))
        return response


def free_texts(model: type[models.Model]) -> list[models.Field]:
    """The fields of a model that people write text in."""
    return [
        field
        for field in model._meta.concrete_fields
        if type(field) in {models.CharField, models.TextField}
        and not field.choices
        and not field.unique
        and field.name not in NOT_WRITTEN
        and (field.max_length is None or field.max_length > 2 * len(WRITTEN))
    ]


#: What nobody writes, and nobody can.
NOBODYS = {"SecurityEvent", "WaitingMail", "Counter"}


def written_in() -> list[tuple[type[models.Model], models.Field]]:
    ours = [model for app in APPS if apps.is_installed(app) for model in models_of(app)]
    return [
        (model, field)
        for model in ours
        if model.__name__ not in NOBODYS
        for field in free_texts(model)
    ]


def models_of(app: str) -> list[type[models.Model]]:
    return [
        model
        for config in apps.get_app_configs()
        if config.name == app
        for model in config.get_models()
    ]


@pytest.fixture(scope="module", autouse=True)
def demo(demo, django_db_blocker):
    """The demo, with WRITTEN in every text."""
    with django_db_blocker.unblock():
        for model, field in written_in():
            rows = model._base_manager.exclude(**{field.name: ""})
            if field.max_length:
                rows = rows.annotate(long=Length(field.name)).filter(
                    long__lte=field.max_length - len(WRITTEN)
                )
            text = Concat(
                models.F(field.name), models.Value(WRITTEN), output_field=models.TextField()
            )
            rows.update(**{field.name: text})


def test_texts_are_found_in_many_models():
    assert len(written_in()) > 100
    assert {"text", "name", "comment", "title"} <= {field.name for _model, field in written_in()}


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("reader", "of_one_kind"),
    [("leder", 1), *(pytest.param(reader, 2, marks=pytest.mark.long) for reader in READERS)],
)
def test_what_people_wrote_is_shown_as_it_is(reader, of_one_kind):
    client = Keeping()
    client.force_login(User.objects.get(email=f"{reader}@example.com"), BACKEND)

    pages = list(walk(client, of_one_kind=of_one_kind))

    shown = [page for page in pages if "{{7|add:7}}&lt;b&gt;h" in page.html]
    assert len(shown) > 10, "the texts are not on the pages"
    broken = [page.url for page in pages if page.status >= 500]
    assert not broken
    raw = [page.url for page in pages if "<b>h" in page.html]
    assert not raw
    evaluated = [page.url for page in pages if any(text in page.html for text in EVALUATED)]
    assert not evaluated
    assert client.files
    assert not [path for path, kind, content in client.files if is_evaluated(kind, content)]


def test_what_people_wrote_is_sent_as_it_is():
    near = timezone.localdate() + datetime.timedelta(days=3)
    adopted = LocalGoal.objects.filter(status=LocalGoalStatus.ADOPTED)
    assert adopted.update(measured_on=near)

    tell_of_measuring(timezone.localdate())
    send_due(now=timezone.now() + datetime.timedelta(days=1))
    deliver_mail()

    assert mail.outbox
    for message in mail.outbox:
        parts = [(message.body, "text/plain"), *message.alternatives]
        for body, kind in parts:
            assert not any(text in body for text in EVALUATED), message.subject
            assert kind != "text/html" or "<b>h" not in body, message.subject


def is_evaluated(kind: str, content: bytes) -> bool:
    """Whether a file has what the text would come to, were it compiled."""
    return any(text in part for part in texts_of(kind, content) for text in EVALUATED)


def texts_of(kind: str, content: bytes) -> list[str]:
    if kind.startswith("application/pdf"):
        return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [package.read(name).decode(errors="replace") for name in package.namelist()]
    return [content.decode(errors="replace")]


def test_nothing_that_is_shown_is_compiled_or_marked_safe():
    assert safe_text.complaints() == []

"""The administration's log and lists say everything in Danish, and call nothing by a wrong name."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.utils.text import capfirst
from django.utils.translation import gettext, override

from config.admin_forms import names_of_fields
from institutions.models import Area
from tests.admin_rows import registered
from tests.factories import AreaFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def test_the_log_names_fields_in_danish(client, superuser):
    area = AreaFactory(name="Øst")
    page = f"/admin/institutions/area/{area.pk}/change/"
    sent = {"name": "Område Øst", "slug": "oest", "memberships-TOTAL_FORMS": 0}

    answer = client.post(page, sent | {"memberships-INITIAL_FORMS": 0})

    assert answer.status_code == 302, answer.context["errors"]
    assert Area.objects.get().name == "Område Øst"
    with override("da"):
        told = LogEntry.objects.get().get_change_message()
    assert told.startswith("Ændrede navn")
    assert "Name" not in told
    assert "Ændrede navn" in client.get(f"/admin/institutions/area/{area.pk}/history/").text or told


def test_each_field_of_each_form_is_named_as_the_page_names_it(rf, superuser):
    request = rf.get("/")
    request.user = superuser
    tried, wrong = 0, []
    for model in registered():
        form = admin.site._registry[model].get_form(request, change=True)()
        with override("da"):
            shown = {str(field.label) for field in form.fields.values()}
            told = [gettext(word) for _label, word in names_of_fields(form)]
        tried += len(told)
        wrong += [(model.__name__, word) for word in told if capfirst(word) not in shown]

    assert tried > 100
    assert wrong == []


def test_a_column_of_what_was_done_is_no_agreement():
    with override("da"):
        assert gettext("Action") != "Aftale"
        assert gettext("Add another %(verbose_name)s").startswith("Tilføj: ")

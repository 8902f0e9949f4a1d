"""What a form of the administration does not offer to a person stays as it was when they save.

Every form is made to offer nothing of what rows are linked to; then each is saved as it stands.
"""

from collections.abc import Collection

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db import models
from django.forms import ModelChoiceField
from django.forms.models import BaseModelForm, modelform_factory
from lxml import html

from accounts.models import User
from config.unseen import keeping_unseen
from indicators.models import Indicator
from strategy.models import LocalGoal
from tests.admin_rows import address, more_rows, registered
from tests.factories import IndicatorFactory, LocalGoalFactory

pytestmark = pytest.mark.django_db

#: So many rows of a kind are saved.
SAVED = 2
#: Apps whose rows are written by whoever looks.
TRAILS = {"admin", "sessions"}


@pytest.fixture(scope="module")
def superuser(demo, django_db_blocker):
    """Somebody who may change everything, where each row is linked to all it can be linked to."""
    with django_db_blocker.unblock():
        more_rows()
        for model in _shown():
            _link_all(model)
        return User.objects.get(email="administrator@example.com")


@pytest.fixture(autouse=True)
def not_counting_queries(settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "frugality" not in name]


def _shown() -> set[type[models.Model]]:
    """The models of all forms, those of inlines too."""
    inlines = {one.model for own in admin.site._registry.values() for one in own.inlines}
    return {*registered(), *inlines}


def _link_all(model) -> None:
    for link in model._meta.many_to_many:
        through = link.remote_field.through._meta
        targets = list(link.related_model._base_manager.order_by("pk")[:2])
        for row in model._base_manager.order_by("pk") if through.auto_created and targets else ():
            if not getattr(row, link.name).exists():
                getattr(row, link.name).set(targets)


def _links() -> dict[tuple, object]:
    """Every link of every row: what each foreign key says, and the rows of links between many."""
    found: dict[tuple, object] = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.app_label in TRAILS or model.__name__ in _derived(meta.app_config):
            continue
        keys = [one.attname for one in meta.concrete_fields if one.is_relation]
        if keys:
            for pk, *values in model._base_manager.values_list("pk", *keys):
                key = tuple(values) if meta.auto_created else pk
                found[meta.label, key] = values
    return found


def _derived(app) -> Collection[str]:
    """The models of an app whose rows are worked out from others, and made anew."""
    told = getattr(app, "data_tables", None)
    return told.derived if told else ()


@pytest.fixture
def offering_nothing(monkeypatch):
    made = BaseModelForm.__init__

    def blind(self, *args, **kwargs):
        made(self, *args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, ModelChoiceField) and field.queryset is not None:
                field.queryset = field.queryset.none()

    monkeypatch.setattr(BaseModelForm, "__init__", blind)


@pytest.fixture
def showing_no_rows(monkeypatch):
    """No inline shows any of the rows that hang on the one of the form."""
    shown = InlineModelAdmin.get_queryset
    monkeypatch.setattr(
        InlineModelAdmin, "get_queryset", lambda self, request: shown(self, request).none()
    )


def _saved_as_they_stand(client) -> tuple[set, list, list]:
    """Save rows of every kind: models of those saved, addresses of those not, what was lost."""
    saved, refused, before = set(), [], _links()
    for model in registered():
        for pk in model._default_manager.order_by("pk").values_list("pk", flat=True)[:SAVED]:
            url = address(model, "change", pk)
            answer = client.get(url)
            sent = _as_it_stands(answer.text) if answer.status_code == 200 else {}
            if not sent:
                continue  # only shown
            if client.post(url, sent).status_code == 302:
                saved.add(model)
            else:
                refused.append(url)
    after = _links()
    return saved, refused, [link for link in before if before[link] != after.get(link)]


@pytest.mark.thorough
def test_no_form_takes_away_what_it_does_not_offer(superuser, client, offering_nothing):
    client.force_login(superuser)

    saved, refused, lost = _saved_as_they_stand(client)

    assert lost == []
    assert refused == []
    linked = {one._meta.object_name for one in saved if one._meta.many_to_many}
    assert linked >= {"Course", "GoalRound", "Indicator", "Institution", "TheoryStep", "User"}
    assert len(saved) > 25


@pytest.mark.thorough
def test_no_form_takes_away_rows_that_hang_on_its_own_and_are_not_shown(
    superuser, client, showing_no_rows
):
    client.force_login(superuser)

    saved, _refused, lost = _saved_as_they_stand(client)

    assert lost == []
    assert {one for one in saved if admin.site._registry[one].inlines}


@pytest.mark.parametrize(
    ("chosen", "kept"), [([], ["unseen"]), (["other"], ["other", "unseen"]), (["seen"], None)]
)
def test_what_is_offered_and_not_chosen_goes_and_the_rest_stays(chosen, kept):
    goals = {name: LocalGoalFactory(text=name) for name in ("seen", "unseen", "other")}
    indicator = IndicatorFactory()
    indicator.local_goals.set([goals["seen"], goals["unseen"]])
    sent = {"local_goals": [goals[name].pk for name in chosen]}
    form = keeping_unseen(modelform_factory(Indicator, fields=["local_goals"]))(
        sent, instance=indicator
    )
    offered = [goals["seen"].pk, goals["other"].pk]
    form.fields["local_goals"].queryset = LocalGoal.objects.filter(pk__in=offered)

    assert form.is_valid()
    assert form.has_changed() == (kept is not None)
    form.save()
    now = sorted(indicator.local_goals.values_list("text", flat=True))
    assert now == (kept or ["seen", "unseen"])


def _as_it_stands(page: str) -> dict[str, list]:
    """What a browser sends of the form of a page where nobody alters anything."""
    sent: dict[str, list] = {}
    for form in html.fromstring(page).xpath('//form[.//input[@name="_save"]]'):
        for name, value in form.form_values():
            sent.setdefault(name, []).append(value)
    return sent and sent | {"_save": ["1"]}

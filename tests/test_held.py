"""All that is held about a person: complete, theirs alone, and taken away when roles have ended."""

import io
import json
import re

import pytest
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import JSONField
from django.urls import reverse
from pypdf import PdfReader

from accounts.held.gathering import all_about, held_about, kind_of
from accounts.held.places import (
    CHANGED_BY,
    column_of,
    held_columns,
    numbered_columns,
    personal_data_of,
    text_columns,
)
from accounts.models import SecurityEvent, User
from imports.tickets import FOLDER
from institutions.models import Membership, PeopleImport
from measurements.models import ImportUnderWay
from strategy.models import AutosavedText, LocalGoal
from strategy.workflow import LocalGoalStatus
from tests.factories import (
    ClusterFactory,
    InstitutionFactory,
    LocalGoalFactory,
    MembershipFactory,
    PlacementFactory,
    UserFactory,
)
from tests.factories.meetings import MeetingPaperFactory

pytestmark = pytest.mark.django_db


def test_every_reference_to_a_person_is_declared_or_excused():
    declared = {(column.model._meta.label, column.name) for column in held_columns()}
    excused = {
        (config.get_model(name)._meta.label)
        for config in apps.get_app_configs()
        for name in personal_data_of(config.label).excused
    }
    there = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        if field.related_model is User
    }

    missing = {(label, name) for label, name in there - declared if label not in excused}

    assert len(there) > 60
    assert missing == set()


def test_every_history_is_declared_by_itself():
    histories = {model for model in apps.get_models() if hasattr(model, CHANGED_BY)}

    declared = {column.model for column in held_columns() if column.name == CHANGED_BY}

    assert histories == declared


def test_every_column_of_json_is_declared_once_and_none_besides():
    """What is in it no column says: the app does, or says why it is nobody's."""
    there = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, JSONField)
    }
    # a history needs no word of its own, but for what it alone has
    there -= {
        (history.model._meta.label, name)
        for model in apps.get_models()
        if (history := getattr(model, "history", None)) is not None
        for label, name in there
        if label == model._meta.label
    }
    declared = [
        (model._meta.label, column)
        for config in apps.get_app_configs()
        for told in [personal_data_of(config.label)]
        for name in [*told.json_theirs, *told.json_numbers, *told.json_without, *told.withheld]
        if "." in name
        for model, column in [column_of(name, config.label)]
    ]

    assert len(there) > 40
    assert sorted(declared) == sorted(there)


@pytest.fixture
def leader():
    institution = InstitutionFactory(name="Solsikken")
    person = UserFactory(name="Line Bjerregaard", email="line@example.com")
    MembershipFactory(leader=True, institution=institution, user=person)
    goal = LocalGoalFactory(institution=institution, text="Et mål om leg", created_by=person)
    goal.transition(LocalGoalStatus.SENT, by=person)
    return person


@pytest.fixture
def administrator():
    return MembershipFactory(administrator=True, user__name="Ada Min").user


def test_a_person_takes_along_what_is_held_about_them_and_no_secret(client, leader):
    client.force_login(leader)

    told = json.loads(client.get("/min-side/udlevering/fil.json").content)

    kinds = {one["kind"] for one in told["held"]}
    assert told["person"]["email"] == "line@example.com"
    assert {"Lokale mål", "Beslutninger", "Personer"} <= kinds
    text = json.dumps(told, ensure_ascii=False)
    assert "Et mål om leg" in text
    leader.refresh_from_db()
    assert leader.password not in text


#: What opens something for whoever has it, by the names such columns have.
OPENS = re.compile(r"token|secret|password|digest|session_key")


def test_what_opens_something_is_in_no_file():
    columns = list(held_columns())
    assert len(columns) > 50

    told = {
        f"{one.model.__name__}.{field.name}"
        for one in columns
        for field in one.model._meta.concrete_fields
        if OPENS.search(field.name) and field.name not in one.secret
    }

    assert told == set()


def test_a_secret_of_one_model_is_named_by_what_there_is():
    for config in apps.get_app_configs():
        models = {model.__name__: model for model in config.get_models()}
        for name in personal_data_of(config.label).secret:
            whose, _dot, column = name.rpartition(".")
            of = [models[whose]] if whose else models.values()
            fields = {field.name for model in of for field in model._meta.concrete_fields}
            assert column in fields or not whose, f"{config.label}: {name}"


def test_a_file_that_somebody_made_is_told_by_its_size(leader):
    MeetingPaperFactory(made_by=leader, pdf=b"%PDF-1.7 " * 1000)

    told = [words for one in all_about(leader) for row in one.rows for words in row.values()]

    assert not any("%PDF" in words for words in told)
    assert any("8,8" in words and "KB" in words.upper() for words in told)


def test_the_paper_reads_as_the_file_for_machines(client, leader):
    client.force_login(leader)

    answer = client.get("/min-side/udlevering/fil.pdf")

    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Line Bjerregaard" in text
    assert "Et mål om leg" in text


def test_an_administrator_hands_it_out_and_that_is_logged(client, leader, administrator):
    client.force_login(administrator)

    answer = client.get(f"/personer/{leader.pk}/udlevering/fil.json")

    assert json.loads(answer.content)["person"]["number"] == leader.pk
    event = SecurityEvent.objects.filter(kind="person_read").latest("pk")
    assert (event.actor, event.about_id) == (administrator.pk, str(leader.pk))


def test_the_page_of_what_is_held_opens_and_leads_back_to_the_people(client, leader, administrator):
    client.force_login(administrator)

    answer = client.get(f"/personer/{leader.pk}/udlevering/")

    assert answer.status_code == 200
    assert 'href="/personer/"' in answer.content.decode()


@pytest.mark.parametrize("trait", ["leader", "board_member", "cluster_leader", "consultant"])
def test_nobody_else_gets_it_nor_takes_the_name_away(client, leader, trait):
    place = leader.memberships.get().institution
    cluster = ClusterFactory()
    PlacementFactory(institution=place, cluster=cluster)
    at = {"cluster": cluster} if trait == "cluster_leader" else {"institution": place}
    at = {"area": cluster.area} if trait == "consultant" else at
    client.force_login(MembershipFactory(**{trait: True}, **at).user)

    for end in ("udlevering/", "udlevering/fil.json", "udlevering/fil.pdf", "anonymiser/"):
        assert client.get(f"/personer/{leader.pk}/{end}").status_code == 404


def test_an_administrator_gets_nothing_of_a_superuser(client, administrator):
    chief = UserFactory(is_superuser=True)
    client.force_login(administrator)

    assert client.get(f"/personer/{chief.pk}/udlevering/").status_code == 404


def test_a_name_goes_only_when_the_roles_have_ended_and_after_a_preview(
    client, leader, administrator
):
    client.force_login(administrator)
    address = reverse("person_anonymise", args=[leader.pk])
    client.post(address, {"sure": "yes"})
    leader.refresh_from_db()
    assert leader.name == "Line Bjerregaard"
    Membership.objects.filter(user=leader).update(from_on="2020-01-01", to_on="2021-01-01")
    goal = LocalGoalFactory(responsible="Line Bjerregaard")
    goal.save()

    page = client.get(address).content.decode()
    assert "lokale mål" in page.lower()
    assert "historical" not in page.lower()
    client.post(address, {"sure": "yes"})

    leader.refresh_from_db()
    assert leader.name == "Tidligere pædagogisk leder"
    assert not leader.is_active


def test_changes_are_told_without_the_words_of_the_program(client, leader):
    leader.memberships.get().save()
    client.force_login(leader)

    told = json.loads(client.get("/min-side/udlevering/fil.json").content)["held"]

    labels = {label for one in told for row in one["rows"] for label in row}
    words = {one["kind"] for one in told} | {one["as"] for one in told} | labels
    assert "tilknytninger" in " ".join(words)
    begins = ("Historical ", "History user", "History id", "History date", "History type")
    assert not {word for word in words if word.startswith(begins)}


# --- what it costs ---


@pytest.mark.parametrize("gathered", [held_about, all_about])
def test_each_table_is_asked_once_however_many_columns_and_names(
    gathered, leader, django_assert_max_num_queries
):
    LocalGoalFactory(responsible="Line Bjerregaard, line@example.com")
    by_number = {one.model for one in [*held_columns(), *numbered_columns()]}
    tables = by_number | {model for model, _columns in text_columns()}

    with django_assert_max_num_queries(500) as asked:
        gathered(leader)

    begins = [str(one["sql"]).split(" WHERE ")[0] for one in asked.captured_queries]
    # what others point at is called by, of whole tables: of each table once, too
    whole = [one["sql"] for one in asked.captured_queries if " WHERE " not in one["sql"]]
    of_names = [sql for sql in whole if sql.split(" FROM ")[0].endswith('."name"')]
    assert len(of_names) == len(set(of_names))
    froms = [one.rpartition(" FROM ")[2] for one in begins if one not in of_names]
    of_the_person = {'"accounts_user"', '"institutions_personmerge"'}  # whose name it is
    names = {f'"{model._meta.db_table}"' for model in tables} - of_the_person
    of_names = [
        one for one in begins if re.fullmatch(r'SELECT "(\w+)"\."id"[^,]*, "\1"\."name".*', one)
    ]
    assert len(of_names) == len(set(of_names))  # what others point at is called by: once, too
    froms = [one.rpartition(" FROM ")[2] for one in begins if one not in of_names]
    often = {name: froms.count(name) for name in names if froms.count(name) > 1}
    assert often == {}
    assert 0 < len(of_names) < 20
    assert len(froms) <= len(tables if gathered is all_about else by_number) + 4


# --- in words -------------------------------------------------------------------------------------


def test_rows_are_told_by_names_and_no_word_of_the_program(client, leader):
    goal = LocalGoal.objects.get()
    AutosavedText.objects.create(
        writer=leader,
        goal=goal.goal,
        institution=goal.institution,
        page="11111111-1111-4111-8111-111111111111",
        answers={
            "text": "Halvfærdig tanke",
            "how": "",
            "efforts": [{"text": "Børnemøde", "responsible": "Stuen", "due_on": "", "row": "1"}],
            "indicators": [7],
        },
    )

    told = told_of(client, leader)

    (text,) = rows_of(told, kind_of(AutosavedText))
    assert text["Tekst"] == "Lokalt mål: Halvfærdig tanke; Indsatser: Børnemøde, Stuen"
    (role,) = [row for row in rows_of(told, "Tilknytninger") if "Institution" in row]
    assert role["Institution"] == str(leader.memberships.get().institution)
    words = [word for one in told["held"] for row in one["rows"] for word in row.values()]
    assert len(words) > 20
    assert [word for word in words if re.search(r"#\d|efforts|_on\b", word)] == []


# --- JSON, texts and files ----------------------------------------------------------------------


def told_of(client, person):
    client.force_login(person)
    return json.loads(client.get("/min-side/udlevering/fil.json").content)


def rows_of(told, kind):
    return [row for one in told["held"] if one["kind"] == kind for row in one["rows"]]


def test_what_one_was_writing_and_what_one_said_of_a_file_is_in_it(client, leader):
    goal = LocalGoal.objects.get()
    AutosavedText.objects.create(
        writer=leader,
        goal=goal.goal,
        institution=goal.institution,
        page="11111111-1111-4111-8111-111111111111",
        answers={"text": "Halvfærdig tanke"},
    )
    ImportUnderWay.objects.create(
        user=leader,
        key="k",
        file_name="trivsel.xlsx",
        size=9,
        row_count=1,
        layout="x",
        answers={"kolonne-b": "Trivsel i alt"},
        preview={"rows": ["figures of others"]},
    )
    SocialAccount.objects.create(user=leader, provider="k", uid="1", extra_data={"groups": ["Led"]})

    text = json.dumps(told_of(client, leader), ensure_ascii=False)

    assert "Halvfærdig tanke" in text
    assert "trivsel.xlsx" in text
    assert "Trivsel i alt" in text
    assert "Led" in text
    assert "figures of others" not in text


def test_the_log_tells_whoever_a_right_was_given_to(client, leader, administrator):
    """The event is about a role, and the person stands in its details alone."""
    other = MembershipFactory(administrator=True).user

    rows = rows_of(told_of(client, leader), "Sikkerhedshændelser")

    details = [row["Detaljer"] for row in rows if "Detaljer" in row]
    words = [set(one.split("; ")) for one in details]  # each database has an order of its own
    told = {f"person: nr. {leader.pk}", "rolle: pædagogisk leder"}
    assert any(told <= one for one in words), words
    assert not any(f"person: nr. {other.pk}" in one for one in words)


def test_of_a_list_of_people_one_gets_ones_own_line_alone(client, leader, administrator):
    mine = {"pk": leader.pk, "name": leader.name, "roles": [{"pk": 1}]}
    other = {"pk": administrator.pk, "name": "Ada Min", "roles": [{"pk": leader.pk}]}
    PeopleImport.objects.create(
        imported_by=administrator, file_name="personer.csv", size=9, written=[mine, other]
    )

    text = json.dumps(told_of(client, leader), ensure_ascii=False)

    assert f"pk: {leader.pk}" in text
    assert "name: Line Bjerregaard" in text
    assert "Ada Min" not in text


def test_texts_that_name_somebody_are_found_with_the_words_around(client, leader):
    LocalGoalFactory(responsible="Ansvar: Line Bjerregaard og huset")
    LocalGoalFactory(responsible="Line Andersen")

    told = told_of(client, leader)

    named = [one for one in told["held"] if one["as"] == "nævnt i en tekst"]
    text = json.dumps(named, ensure_ascii=False)
    assert "Ansvar: Line Bjerregaard og huset" in text
    assert "Line Andersen" not in text


def test_a_file_that_waits_and_names_somebody_is_listed_without_its_content(client, leader):
    default_storage.save(
        f"{FOLDER}/a", ContentFile(b"Navn;Mail\nLine Bjerregaard;line@example.com")
    )
    default_storage.save(f"{FOLDER}/b", ContentFile(b"Navn;Mail\nBo Krag;bo@example.com"))

    told = told_of(client, leader)

    assert len(rows_of(told, "Filer, der venter på at blive bekræftet")) == 1
    assert "Bo Krag" not in json.dumps(told, ensure_ascii=False)


def test_what_is_not_in_it_is_said_with_the_reason(client, leader):
    told = told_of(client, leader)["not_in_the_file"]

    answer = client.get("/min-side/udlevering/fil.pdf")

    assert len(told) == 3
    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Ikke i denne fil" in text

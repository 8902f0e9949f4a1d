"""Danish order and search, on whichever database the tests run."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from config.collation import danish, danish_key
from tests.factories import UserFactory

IN_ORDER = [
    "Ankerhuset",
    "Børnehuset Åkanden",
    "Dagplejen Syd",
    "René",
    "Sct. Hans",
    "Solsikken",
    "Solsikken 2",
    "Zebra",
    "Ællingen",
    "Ærtebjerg",
    "Øresneglen",
    "Ørsted",
    "Aabenraa",
    "Åkanden",
]


@pytest.fixture
def people(db):
    for name in reversed(IN_ORDER):
        UserFactory(name=name)


def names(people) -> list[str]:
    return [person.name for person in people]


def test_ae_oe_and_aa_come_last_and_double_a_is_one_of_them(people):
    assert names(User.objects.order_by(danish("name"))) == IN_ORDER


def test_the_order_can_be_turned_round(people):
    assert names(User.objects.order_by(danish("name").desc())) == IN_ORDER[::-1]


def test_python_sorts_as_the_database_does():
    disorder = IN_ORDER[::-1]

    assert sorted(disorder, key=danish_key) == IN_ORDER


def test_case_counts_only_between_equals(db):
    for name in ["ørred", "Ørn", "ANKER", "anker 2"]:
        UserFactory(name=name)

    assert names(User.objects.order_by(danish("name"))) == ["ANKER", "anker 2", "Ørn", "ørred"]


def test_the_order_reaches_through_relations(people):
    group = Group.objects.create(name="All")
    group.user_set.set(User.objects.all())

    found = Group.objects.order_by(danish("user__name")).values_list("user__name", flat=True)

    assert list(found) == IN_ORDER


@pytest.mark.parametrize(
    ("lookup", "text", "found"),
    [
        ("icontains", "ÆLLING", ["Ællingen"]),
        ("icontains", "hus", ["Ankerhuset", "Børnehuset Åkanden"]),
        ("icontains", "åkanden", ["Børnehuset Åkanden", "Åkanden"]),
        ("istartswith", "ØR", ["Øresneglen", "Ørsted"]),
        ("iendswith", "ANDEN", ["Børnehuset Åkanden", "Åkanden"]),
        ("iexact", "åKANDEN", ["Åkanden"]),
        ("iexact", "Zebr_", []),
        ("icontains", "%", []),
        ("icontains", "\\", []),
        ("icontains", "sct.", ["Sct. Hans"]),
    ],
)
def test_search_knows_danish_letters_and_takes_signs_as_they_are(people, lookup, text, found):
    assert names(User.objects.filter(**{f"name__{lookup}": text}).order_by(danish("name"))) == found


def test_nothing_is_found_where_nothing_stands(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(NULL AS text) LIKE 'a%', 'a' LIKE CAST(NULL AS text)")

        assert cursor.fetchone() == (None, None)


@pytest.mark.django_db
@given(
    st.lists(
        st.text("abzæøåÆØÅé 2.-", min_size=1, max_size=6)
        .map(str.strip)
        .filter(lambda word: word and "aå" not in word.casefold()),  # to ICU that is aa and a ring
        min_size=2,
        max_size=6,
        unique_by=str.casefold,
    )
)
def test_any_names_come_in_the_same_order_from_the_database_as_from_python(words):
    union = " UNION ALL ".join(["SELECT %s AS word"] * len(words))
    compiler = User.objects.all().query.get_compiler(connection=connection)
    collated, _ = compiler.compile(danish("name").resolve_expression(User.objects.all().query))
    column = collated.replace('"accounts_user"."name"', "word")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT word FROM ({union}) AS words ORDER BY {column}", words)  # noqa: S608
        from_database = [danish_key(word)[0] for (word,) in cursor.fetchall()]

    assert from_database == sorted(from_database)

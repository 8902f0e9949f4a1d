"""A row of a page is written once for all facts that tell the same, and anew for all others."""

import datetime
from dataclasses import dataclass, replace
from decimal import Decimal
from types import SimpleNamespace

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, override
from hypothesis import given
from hypothesis import strategies as st

from institutions import remembering
from institutions.models import Institution
from institutions.remembering import Situation, written_once
from institutions.telling import Untold, all_told
from strategy.models import LocalGoal, StatusUpdate
from tests.factories import InstitutionFactory, LocalGoalFactory
from tests.factories.following_up import StatusUpdateFactory
from tests.splitting import examples


@dataclass(frozen=True)
class Row:
    text: object
    of: object = ()


PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.sampled_from([0.0, 1.0, -0.0, Decimal("1"), Decimal("1.0"), Decimal("1.00")])
    | st.text(alphabet="ab1'(", max_size=3)
    | st.text(alphabet="ab<", max_size=2).map(SafeString)
    | st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 1, 2))
)
FACTS = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.lists(inner, max_size=2).map(tuple)
        | st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2)
        | st.builds(Row, inner, inner)
    ),
    max_leaves=4,
)


def as_python_writes(thing: object) -> str:
    """Everything of a thing, its kinds included."""
    if isinstance(thing, (list, tuple)):
        return f"{type(thing).__name__}[{', '.join(map(as_python_writes, thing))}]"
    if isinstance(thing, dict):
        pairs = (f"{key}: {as_python_writes(value)}" for key, value in thing.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(thing, Row):
        return f"Row({as_python_writes(thing.text)}, {as_python_writes(thing.of)})"
    return f"{type(thing).__name__} {thing!r}"


@examples(2_000)
@given(FACTS, FACTS)
def test_what_tells_the_same_is_the_same_and_of_the_same_kinds(one, other):
    same = as_python_writes(one) == as_python_writes(other)
    assert (all_told(one) == all_told(other)) == same


@pytest.mark.django_db
def test_a_row_of_the_database_tells_its_columns_and_what_has_been_read_of_others():
    goal = LocalGoalFactory(in_progress=True, institution=InstitutionFactory(name="Solsikken"))
    told = {repr(all_told(LocalGoal.objects.get()))}
    for field in ("text", "how", "status"):
        read = LocalGoal.objects.get()
        setattr(read, field, "Noget andet")
        told.add(all_told(read))

    with_place = LocalGoal.objects.select_related("institution").get()
    told.add(repr(all_told(with_place)))
    Institution.objects.filter(pk=goal.institution_id).update(name="Regnbuen")
    told.add(all_told(LocalGoal.objects.select_related("institution").get()))

    StatusUpdateFactory(local_goal=goal)
    told.add(all_told(LocalGoal.objects.prefetch_related("status_updates").get()))
    StatusUpdate.objects.update(narrative="Noget andet")
    told.add(all_told(LocalGoal.objects.prefetch_related("status_updates").get()))

    assert len(told) == 8


@pytest.mark.django_db
def test_rows_that_lead_to_each_other_have_an_end():
    goal = LocalGoalFactory()
    goal.institution.first_goal = goal
    assert "above" in all_told(goal)


@pytest.mark.parametrize(
    "thing", [object(), SimpleNamespace(text="a"), len, iter(()), LocalGoal.objects.all(), Row]
)
def test_what_may_tell_more_than_is_seen_is_not_told(thing):
    with pytest.raises(Untold):
        all_told(Row("a", of=[thing]))


@pytest.fixture
def asked(db):
    """As within a page that is kept."""
    token = remembering.situation.set(Situation.of(None))
    yield
    remembering.situation.reset(token)
    remembering.forget()


def test_a_row_is_written_once_until_its_facts_its_language_or_the_day_are_others(asked):
    written = []

    def write(row):
        return written_once(lambda: written.append(row) or SafeString(row.text), "x", {"row": row})

    row = Row("Solsikken", of=("a", 1))
    assert write(row) == write(replace(row)) == "Solsikken"
    assert len(written) == 1

    write(replace(row, of=("a", True)))
    assert len(written) == 2
    with override("en"):
        remembering.situation.set(Situation.of(None))
        write(row)
    assert len(written) == 3
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        remembering.situation.set(Situation.of(None))
        write(row)
    assert len(written) == 4


def test_what_looks_into_the_database_is_written_each_time(asked):
    LocalGoalFactory(text="Flere bøger")
    written = []

    def write():
        written.append(LocalGoal.objects.get().text)
        return SafeString(written[-1])

    for _time in range(2):
        written_once(write, "x", {"row": Row("a")})
    LocalGoal.objects.update(text="Færre bøger")
    assert written_once(write, "x", {"row": Row("a")}) == "Færre bøger"
    assert len(written) == 3


def test_the_tag_writes_what_an_include_would_write(asked):
    entries = [SimpleNamespace(label="A<", url="/a/", is_current=True), Row("b")]
    for menu in ([], entries, [{"label": gettext_lazy("Menu"), "url": "/b/"}]):
        both = [
            Template(f"{{% load keeping %}}{source}").render(Context({"menu": menu, "label": "?"}))
            for source in (
                '{% include "components/_menu.html" with menu=menu only %}',
                '{% written "components/_menu.html" menu=menu %}',
                '{% written "components/_menu.html" menu=menu %}',
            )
        ]
        assert len(set(both)) == 1

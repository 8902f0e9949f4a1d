"""Two people with years of work, put together and taken apart."""

import pytest

from accounts.models import User
from institutions.merging import merge_people, part
from tests.test_merging import differing, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.mark.parametrize(
    ("keep", "gone"), [("leder", "leder.laerkereden"), ("klyngeleder", "formand")]
)
def test_in_the_demo_all_is_as_it_was_when_it_is_undone(keep, gone):
    pair = [User.objects.get(email=f"{name}@example.com") for name in (keep, gone)]
    before = rows()
    merged = merge_people(*pair, by=None)

    during = differing(before, rows())
    assert {"institutions.Membership", "strategy.Decision"} <= set(during)
    assert part(merged, by=None) == 0

    after = differing(before, rows())
    assert set(after) <= {"institutions.PersonMerge", "accounts.User"}
    told = User.objects.get(pk=pair[1].pk)
    assert (told.is_active, told.closed_at, told.password) == (True, None, pair[1].password)

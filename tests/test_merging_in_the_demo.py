"""Two institutions with years of goals and figures, put together and taken apart."""

import pytest

from institutions.merging import MergeRefused, merge, part
from institutions.models import Institution
from institutions.pointing import pointing_at
from tests.test_merging import differing, rows

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("demo"),
]


@pytest.mark.parametrize(
    ("keep", "gone"), [("solsikken", "laerkereden"), ("egernet", "stjerneskuddet")]
)
def test_in_the_demo_all_is_as_it_was_when_it_is_undone(keep, gone):
    pair = [Institution.objects.get(slug=slug) for slug in (keep, gone)]
    before = rows()
    merged = merge(*pair, by=None)
    during = rows()
    for model, name in pointing_at(Institution):
        assert not model._base_manager.filter(**{name: pair[1].pk}).exists()
    assert differing(before, during)
    assert part(merged, by=None) == 0
    assert differing(before, rows()) == {}
    with pytest.raises(MergeRefused, match="allerede"):
        part(merged, by=None)

"""The running chapters of the value base and of leadership profiles."""

import datetime
import io

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from pypdf import PdfReader

from leadership.models import Chapter, Profile, ValueBase
from leadership.models.chapters import Reference
from leadership.shipped import load_shipped
from leadership.value_base.contents import Contents
from leadership.value_base.spreadsheet.undoing import fingerprint_of
from leadership.value_base.spreadsheet.writing import _copy
from tests.factories import ClusterFactory, MembershipFactory, UserFactory
from tests.factories.leadership import ChapterFactory, ProfileFactory, ValueBaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    client.force_login(UserFactory(administrator=True))
    return client


@pytest.fixture
def member(client):
    client.force_login(MembershipFactory(board_member=True, cluster=ClusterFactory()).user)
    return client


def sent(chapter: Chapter, **fields) -> dict:
    return {
        "name": chapter.name,
        "text": chapter.text,
        "references": chapter.references,
        "number": chapter.number,
        "read": chapter.version,
    } | fields


def text_of(answer) -> str:
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_short_texts_come_along_and_say_that_they_are_examples(member):
    load_shipped()
    ValueBase.objects.update(from_on=datetime.date(2026, 1, 1))

    values = member.get(reverse("value_base")).text
    profile = member.get(reverse("profile_detail", args=["klyngeledelsesprofil"])).text

    for name in ("Kerneopgaven", "Børne- og læringssyn", "En god børnedag", "Ledelse tæt på"):
        assert f">{name}</h3>" in values
    for name in (
        *("Formål", "Rammen", "Faglig ledelse"),
        *("Strategisk ledelse", "Kompetencefordeling"),
    ):
        assert f">{name}</h3>" in profile
    with override("da"):
        told = _("Example text that came along.")
        asked = _("Example text that came along. Write your own in its place.")
    assert asked not in values + profile, "who only reads is not asked to write"
    assert (values.count(told), profile.count(told)) == (4, 5)
    assert "/ret/" not in values + profile


def test_what_is_written_here_is_no_example_any_more_and_the_old_words_are_kept(administrator):
    with time_machine.travel("2026-03-02T10:00+01:00"):
        chapter = ChapterFactory(name="Kerneopgaven", text="Som den kom.", is_example=True)

    with time_machine.travel("2026-04-20T10:00+01:00"):
        answer = administrator.post(
            reverse("chapter_edit", args=[chapter.pk]), sent(chapter, text="Vores egne ord.")
        )

    chapter.refresh_from_db()
    assert answer.url == f"{reverse('value_base')}?udgave={chapter.base_id}#kapitel-{chapter.pk}"
    assert (chapter.text, chapter.is_example, chapter.version) == ("Vores egne ord.", False, 2)
    page = administrator.get(reverse("chapter_detail", args=[chapter.pk])).text
    assert "Som den kom." in page
    assert "2. marts 2026" in page
    assert "20. april 2026" in page


def test_readers_do_not_see_what_a_version_said_while_it_was_prepared(administrator, client):
    with time_machine.travel("2026-03-02T10:00+01:00"):
        base = ValueBaseFactory(from_on=datetime.date(2026, 6, 1))
        chapter = ChapterFactory(base=base, text="Et udkast.")
    with time_machine.travel("2026-04-20T10:00+01:00"):
        administrator.post(
            reverse("chapter_edit", args=[chapter.pk]), sent(chapter, text="Det vedtagne.")
        )
    client.force_login(MembershipFactory(board_member=True, cluster=ClusterFactory()).user)

    page = client.get(reverse("chapter_detail", args=[chapter.pk])).text

    assert "Det vedtagne." in page
    assert "Et udkast." not in page


def test_two_who_write_at_once_lose_nothing(administrator):
    chapter = ChapterFactory(text="Før.")
    address = reverse("chapter_edit", args=[chapter.pk])
    administrator.post(address, sent(chapter, text="Den andens ord."))

    crossed = administrator.post(address, sent(chapter, text="Mine ord."))

    assert crossed.status_code == 422
    assert "Den andens ord." in crossed.text
    assert "Mine ord." in crossed.text
    assert Chapter.objects.get().text == "Den andens ord."
    seen = crossed.context["form"]["read"].value()
    administrator.post(address, sent(chapter, text="Begges ord.", read=seen))
    assert Chapter.objects.get().text == "Begges ord."
    assert [row.text for row in chapter.history.all()] == [
        "Begges ord.",
        "Den andens ord.",
        "Før.",
    ]


def test_a_chapter_is_written_under_a_version_and_under_a_profile(administrator):
    base, profile = ValueBaseFactory(), ProfileFactory()
    words = {"name": "Leg", "text": "Leg er alvor.", "number": 1, "read": 1}

    administrator.post(reverse("base_chapter_create", args=[base.pk]), words)
    administrator.post(reverse("profile_chapter_create", args=[profile.code]), words)

    assert {row.of for row in Chapter.objects.all()} == {base, profile}
    assert "Leg er alvor." in administrator.get(reverse("value_base")).text
    page = administrator.get(reverse("profile_detail", args=[profile.code])).text
    assert "Leg er alvor." in page


def test_references_are_links_and_a_line_without_an_address_is_refused(administrator):
    chapter = ChapterFactory(references="Loven: https://eksempel.dk/lov\nhttps://eksempel.dk/b")

    assert chapter.links == [
        Reference("Loven", "https://eksempel.dk/lov"),
        Reference("https://eksempel.dk/b", "https://eksempel.dk/b"),
    ]
    assert (
        '<a href="https://eksempel.dk/lov">Loven</a>'
        in administrator.get(reverse("value_base")).text
    )
    for line in ("Loven", "javascript:alert(1)", "Loven http://"):
        chapter.references = line
        with pytest.raises(ValidationError):
            chapter.full_clean()


def test_a_search_finds_chapters_here_and_in_the_whole_house(member):
    chapter = ChapterFactory(name="En god dag", text="Nogen har ventet på barnet.")
    ChapterFactory(base=ValueBaseFactory(draft=True), text="Ventet i et udkast.")

    here = member.get(reverse("value_base"), {"q": "ventet"}).text
    everywhere = member.get(reverse("search"), {"q": "ventet"}).text

    assert "<mark>ventet</mark>" in here
    assert chapter.get_absolute_url() in here
    assert chapter.get_absolute_url() in everywhere
    assert "udkast" not in everywhere


def test_chapters_of_a_version_in_preparation_are_for_administrators(member):
    chapter = ChapterFactory(base=ValueBaseFactory(draft=True))

    for name in ("chapter_detail", "chapter_edit", "chapter_delete"):
        assert member.get(reverse(name, args=[chapter.pk])).status_code == 404


def test_chapters_are_printed_with_the_value_base_and_with_the_profile(member):
    chapter = ChapterFactory(text="Ordene står her.", references="Loven: https://eksempel.dk/lov")
    profile = ProfileFactory()
    ChapterFactory(base=None, profile=profile, text="Og ordene der.")

    values = text_of(member.get(reverse("value_base_paper")))
    paper = text_of(member.get(reverse("profile_paper", args=[profile.code])))

    for words in (chapter.name, "Ordene står her.", "Loven: https://eksempel.dk/lov"):
        assert words in values
    assert "Og ordene der." in paper
    assert "Kerneområde 1" in paper


def test_a_new_version_takes_the_chapters_along_and_a_changed_one_is_not_taken_back():
    chapter = ChapterFactory(text="Det vi tror på.")

    new = _copy(Contents.of(chapter.base))

    assert [row.text for row in new.chapters.all()] == ["Det vi tror på."]
    assert chapter.base.chapters.get() == chapter
    before = fingerprint_of(new)
    new.chapters.update(text="Noget andet.")
    assert fingerprint_of(new) != before


def test_a_chapter_is_deleted_once_asked(administrator):
    chapter = ChapterFactory()
    address = reverse("chapter_delete", args=[chapter.pk])

    assert administrator.post(address).status_code == 200
    assert Chapter.objects.exists()
    administrator.post(address, {"sure": "yes"})

    assert not Chapter.objects.exists()
    assert Profile.objects.count() == 0


@pytest.mark.parametrize("count", [1, 6])
def test_a_page_costs_the_same_however_many_chapters(count, member, queries_for):
    base = ValueBaseFactory()
    first = ChapterFactory(base=base)
    small = queries_for(reverse("value_base"))
    profile = ProfileFactory()
    ChapterFactory(base=None, profile=profile)
    small_profile = queries_for(reverse("profile_detail", args=[profile.code]))
    for _number in range(count):
        ChapterFactory(base=first.base)
        ChapterFactory(base=None, profile=profile)

    assert queries_for(reverse("value_base")) == small
    assert queries_for(reverse("profile_detail", args=[profile.code])) == small_profile

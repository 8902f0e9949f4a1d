"""Every figure that Aarhus Kommune's memo of 7 January 2025 tells, as its pages show it.

The figures stand here as they are printed in the memo, not as our data file has them, so that the
page is compared with the source and not with itself.
"""

import datetime
import html
import re

import pytest
from django.contrib import admin
from django.urls import reverse

from measurements.reference import load_reference
from programmes.models import Programme, Question
from programmes.pages import ProgrammePage
from programmes.schedule import CourseState
from programmes.shipped import load_dagtilbud_for_alle
from tests.factories import UserFactory
from tests.markup import tight

pytestmark = pytest.mark.django_db

DECEMBER = datetime.date(2024, 12, 20)

#: Code of the figure → what the memo prints of it, in its order; then how many answered.
PRINTED = {
    "W1.1": (["61 %", "32 %"], "70 gennemført"),
    "W1.2": (["68 %", "28 %"], "70"),
    "W1.3": (["73 %", "21 %"], "70"),
    "W1.U": (["3,6"], "70"),
    "W2.1": (["80 %", "20 %"], "81 gennemført"),
    "W2.U": (["3,9"], "81"),
    "W3.1": (["63 %", "26 %", "11 %"], "46 gennemført"),
    "W3.U": (["3,4"], "46"),
    "A2": (["74 % (64)", "26 % (21)"], "82 besvarelser"),
    "A3": (["76 % (35)", "23 % (11)"], "47 besvarelser"),
    "A8": (["81 % (26)", "19 % (6)"], "32 besvarelser"),
    "L8.1": (["80 %"], "–"),
    "L8.2": (["64 %"], "–"),
    "L8.3": (["Over halvdelen", "40 %"], "–"),
    "M.0": (["63 %", "22 %"], "252 205 hele skemaet"),
    "M.1": (["79 %", "19 %", "2 %", "0 %"], "–"),
    "M.2": (["64 %"], "–"),
    "M.3": (["69 %", "52 %", "41 %"], "–"),
    "M.4": (["61 %"], "–"),
    "M.5": (["68 %", "70 %", "65 %"], "–"),
    "M.6": (["9 %", "45 %", "37 %", "6 %", "2 %"], "–"),
}
#: Point → themes with how many comments, in the memo's order.
THEMES = {
    "Workshop 1": [20, 8, 6, 5, 5, 4],
    "Workshop 2": [11, 7, 7, 6, 5, 4],
    "Workshop 3": [5, 4, 4, 3],
    "8 måneder efter opstart": [8, 8, 4, 4, 3, 3],
}
#: What the source's figures do not agree on, as we say it beside them.
UNEVEN = [
    "64 + 21 = 85, men kilden angiver 82.",
    "64 af 82 er 78 %, men kilden angiver 74 %.",
    "21 af 82 er 26 %",  # this one fits, and nothing may be said of it
    "35 af 47 er 74 %, men kilden angiver 76 %.",
    "Svarene giver 99 % på grund af afrunding.",
]


@pytest.fixture
def programme():
    load_reference()
    return load_dagtilbud_for_alle()


@pytest.fixture
def results(programme, client):
    client.force_login(UserFactory(administrator=True))
    return client.get(reverse("programme_results", args=[programme.slug])).text


def text_of(markup: str) -> str:
    """What is read: without tags, in one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def cells_of(page: str, code: str) -> list[str]:
    """The cells of a figure's row: question, chart, answers, how many."""
    row = re.search(rf'<tr id="{re.sub("[.]", "", code).lower()}">(.*?)</tr>', page, re.S)
    assert row, f"{code} is not on the page"
    return re.findall(r"<t[hd] .*?>(.*?)</t[hd]>", row[1], re.S)


@pytest.mark.thorough
@pytest.mark.parametrize("code", PRINTED)
def test_every_published_figure_is_shown_as_printed(results, code):
    printed, respondents = PRINTED[code]

    _question, _chart, answers, n = cells_of(results, code)

    shown = re.findall(r"<strong>(.*?)</strong>", answers) or [text_of(answers)]
    assert [html.unescape(figure) for figure in shown] == printed
    assert text_of(n) == respondents


def test_no_figure_of_the_source_is_missing_and_none_is_added(programme):
    codes = Question.objects.filter(point__programme=programme).values_list("code", flat=True)

    assert set(codes) == set(PRINTED)


def test_every_theme_is_shown_with_its_count(results):
    for point, counts in THEMES.items():
        table = re.search(
            rf'<table class="sheet-table" aria-label="[^"]*: {point}">(.*?)</table>', tight(results)
        )
        assert table, point
        assert [
            int(count) for count in re.findall(r'<td class="num">(\d+)</td>', table[1])
        ] == counts


def test_where_the_source_is_uneven_it_is_kept_and_said(results):
    text = text_of(results)

    assert [sentence in text for sentence in UNEVEN] == [True, True, False, True, True]
    assert "* Skyldes udsættelse af opstart i ét dagtilbud" in text
    assert "»8 måneder efter kompetenceudviklingen«" in text


def test_the_sources_own_way_of_telling_a_figure(results):
    assert "61 % svarer i høj eller meget høj grad (n = 70)" in text_of(results)


def test_the_board_sees_the_published_figures_though_some_rest_on_few(programme, client):
    from tests.factories import ClusterFactory, MembershipFactory

    client.force_login(MembershipFactory(board_member=True, cluster=ClusterFactory()).user)

    page = client.get(reverse("programme_results", args=[programme.slug])).text

    for code, (printed, _n) in PRINTED.items():
        for figure in printed:
            assert figure in html.unescape(" ".join(cells_of(page, code))), code


def test_the_courses_stand_in_december_2024_as_the_memo_says(programme):
    page = ProgrammePage.build(programme, user=UserFactory(administrator=True), on=DECEMBER)

    assert page.timetable.total == 36
    assert [len(year.rows) for year in page.timetable.years] == [11, 15, 10]
    assert page.timetable.states == {
        CourseState.FOLLOW_UP: 6,  # 6 dagtilbud er i gang med opfølgningsbesøg
        CourseState.WORKSHOPS: 5,  # 4 dagtilbud samt halvdelen af selvejende har haft 1. workshop
        CourseState.PREPARING: 11,  # 10 dagtilbud samt anden halvdel forbereder sig
        CourseState.PLANNED: 14,
    }
    waiting = {point.point.name: point.waiting for point in page.evaluation.waiting}
    assert waiting == {
        "12 måneder efter opstart": "Endnu ikke sendt ud",
        "6 måneder efter workshop 3": "Endnu ikke sendt ud",
    }


def test_the_status_in_the_sources_own_words_is_on_the_page(programme, client):
    client.force_login(UserFactory(administrator=True))

    page = text_of(client.get(programme.get_absolute_url()).text)

    assert "6 dagtilbud har afrundet eller er ved at afrunde kompetenceudviklingen" in page
    assert "10 dagtilbud samt anden halvdel af selvejende dagtilbud" in page
    assert "EMN-2024-035695" in page


def test_loading_it_again_changes_nothing(programme):
    Programme.objects.update(name="Vores navn")

    again = load_dagtilbud_for_alle()

    assert again.pk == programme.pk
    assert again.name == "Vores navn"
    assert again.courses.count() == 36


def test_the_administration_opens_with_all_of_it(programme, client):
    client.force_login(UserFactory(administrator=True))
    models = [model for model in admin.site._registry if model._meta.app_label == "programmes"]
    assert len(models) >= 7

    for model in models:
        name = f"admin:programmes_{model._meta.model_name}"
        assert client.get(reverse(f"{name}_changelist")).status_code == 200, model
        if row := model._default_manager.first():
            assert client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200, model

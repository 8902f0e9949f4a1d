"""Answers are read in from files: whole or not at all, with every error by its cell."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from files.spreadsheets import read
from imports.errors import NotRecognised
from measurements.models import Import
from programmes.importing import ProgrammeSurveyFile
from programmes.models import Part, Result
from tests.factories import ClusterFactory, InstitutionFactory, MembershipFactory, UserFactory
from tests.factories.programmes import (
    CourseFactory,
    EvaluationPointFactory,
    QuestionFactory,
    ResultFactory,
)

pytestmark = pytest.mark.django_db

HEAD = (
    "Måling;Spørgsmål;Antal besvarelser;I meget høj grad;I høj grad;I nogen grad;"
    "I mindre grad;Slet ikke;Ved ikke;Gennemsnit"
)
QUESTION = "I hvilken grad bidrog workshoppen til opstart i egen afdeling?"
ROW = f"Workshop A;{QUESTION};60;15 %;48 %;30 %;5 %;2 %;0 %;3,7"


@pytest.fixture
def question():
    point = EvaluationPointFactory(name="Workshop 1", synonyms=["Workshop A"])
    return QuestionFactory(point=point, text=QUESTION)


@pytest.fixture
def programme(question):
    return question.point.programme


def plan(programme, *rows, head=HEAD, user=None):
    content = "\r\n".join([head, *rows]).encode("utf-8-sig")
    sheet = read(content, name="svar.csv")
    return ProgrammeSurveyFile(programme, by=user or UserFactory(administrator=True)).compare(sheet)


def upload(client, programme, *rows, head=HEAD):
    content = "\r\n".join([head, *rows]).encode("utf-8-sig")
    return client.post(
        reverse("result_import", args=[programme.slug]),
        {"import_file": SimpleUploadedFile("svar.csv", content, "text/csv")},
    )


def confirm(client, programme, preview):
    return client.post(
        reverse("result_import_confirm", args=[programme.slug]),
        {"upload": preview.context["upload"].ticket},
    )


def test_the_layout_of_the_common_survey_is_read(programme):
    found = plan(programme, ROW)

    assert found.errors == []
    assert found.planned[0].words == (
        "n = 60: I meget høj grad 15 %, I høj grad 48 %, I nogen grad 30 %, "
        "I mindre grad 5 %, Slet ikke 2 %"
    )


WRONG = {
    "unknown point": (f"Workshop Z;{QUESTION};60;1;2;3;4;5;0;", "A2", "»Workshop Z«"),
    "unknown question": ("Workshop A;Hvad?;60;1;2;3;4;5;0;", "B2", "»Hvad?«"),
    "nobody": (f"Workshop A;{QUESTION};;1;2;3;4;5;0;", "C2", "hvor mange"),
    "half a person": (f"Workshop A;{QUESTION};2,5;1;1;0;0;0;0;", "C2", "»2,5«"),
    "hidden": (f"Workshop A;{QUESTION};<5;1;1;0;0;0;0;", "C2", "skjult tal"),
    "more than all": (f"Workshop A;{QUESTION};10;11;0;0;0;0;0;", "D2", "»11«"),
    "too much in all": (f"Workshop A;{QUESTION};10;6;6;0;0;0;0;", "I2", "12"),
    "shares beyond all": (f"Workshop A;{QUESTION};60;60 %;48 %;;;;;", "E2", "108 %"),
    "share above a hundred": (f"Workshop A;{QUESTION};60;148 %;;;;;;", "D2", "»148 %«"),
    "no number": (f"Workshop A;{QUESTION};60;mange;;;;;;", "D2", "mange"),
    "negative": (f"Workshop A;{QUESTION};60;-3;;;;;;", "D2", "»-3«"),
    "outside the scale": (f"Workshop A;{QUESTION};60;15 %;;;;;;7,1", "J2", "»7,1«"),
    "nothing": (f"Workshop A;{QUESTION};60;;;;;;;", "C2", "ingen svar"),
}


@pytest.mark.parametrize(("row", "address", "words"), WRONG.values(), ids=WRONG)
def test_an_error_is_named_by_its_cell(programme, row, address, words):
    found = plan(programme, row)

    assert [fault.address for fault in found.errors] == [address]
    assert words in found.errors[0].message


def test_the_same_question_twice_is_an_error(programme):
    assert [fault.address for fault in plan(programme, ROW, ROW).errors] == ["B2", "B3"]


def test_another_file_is_not_recognised(programme):
    with pytest.raises(NotRecognised, match="Måling"):
        plan(programme, "1;2", head="Institution;År")


def test_a_file_with_an_error_is_not_read_in_at_all(client, programme):
    client.force_login(UserFactory(administrator=True))

    answer = upload(client, programme, ROW, f"Workshop Z;{QUESTION};60;1;2;3;4;5;0;")

    assert answer.status_code == 422
    assert answer.context["upload"].fingerprint == ""  # it can be mended, and not be confirmed
    assert "A3" in answer.text
    assert not Result.objects.exists()


def test_a_file_is_shown_first_then_read_in_then_known_then_taken_back(client, programme, question):
    client.force_login(UserFactory(administrator=True))
    ResultFactory(question=question, counts=[1, 1, 1, 1, 20])

    preview = upload(client, programme, ROW)
    assert "Indlæs 1 række" in preview.text
    assert Result.objects.count() == 1
    confirm(client, programme, preview)

    result = Result.objects.get(batch__isnull=False)
    assert result.respondents == 60
    assert result.mean is None  # degrees have no mean; the file's stays in the row
    assert dict(result.batch.rows.numbered(result.row_number).cells)["Gennemsnit"] == "3,7"
    assert list(result.parts.values_list("low", "percent")) == [
        (5, Decimal(15)),
        (4, Decimal(48)),
        (3, Decimal(30)),
        (2, Decimal(5)),
        (1, Decimal(2)),
    ]
    results = reverse("programme_results", args=[programme.slug])
    assert "63 % svarer i høj eller meget høj grad (n = 60)" in client.get(results).text
    assert upload(client, programme, ROW).context["preview"].diff.unchanged_count == 1

    batch = Import.objects.get()
    client.post(reverse("result_import_undo", args=[programme.slug, batch.pk]), {"sure": "yes"})

    page = client.get(results)
    assert "(n = 60)" not in page.text
    assert page.context["page"].evaluation.rows[0].n == "24"


def test_what_changed_meanwhile_is_not_written_over(client, programme, question):
    client.force_login(UserFactory(administrator=True))
    preview = upload(client, programme, ROW)
    ResultFactory(question=question, counts=[9, 9, 9, 9, 9])

    confirm(client, programme, preview)

    assert Result.objects.filter(batch__isnull=False).count() == 0


def test_an_area_head_reads_in_the_courses_of_the_area_and_nothing_else(programme):
    cluster = ClusterFactory()
    user = MembershipFactory(area_head=True, area=cluster.area).user
    CourseFactory(
        programme=programme, name="Vores", institution=InstitutionFactory(cluster=cluster)
    )
    CourseFactory(programme=programme, name="De andres", institution=InstitutionFactory())
    head = HEAD + ";Forløb"

    found = plan(programme, f"{ROW};Vores", f"{ROW};De andres", f"{ROW};", head=head, user=user)

    assert [row.course.name for row in found.planned] == ["Vores"]
    assert [fault.address for fault in found.errors] == ["K3", "K4"]


def test_counts_and_a_do_not_know_are_read_as_they_are(programme):
    found = plan(programme, f"Workshop A;{QUESTION};10;1;2;3;1;1;2;")

    assert found.errors == []
    assert [(one.label, one.rank, one.count) for one in found.planned[0].answers][-1] == (
        "Ved ikke",
        None,
        2,
    )


def test_formulas_and_markup_in_a_file_stay_text(client, programme):
    client.force_login(UserFactory(administrator=True))

    answer = upload(client, programme, "<script>x</script>;=1+1;60;1;2;3;4;5;0;")

    assert answer.status_code == 422
    assert "<script>x" not in answer.text


def test_answers_made_by_hand_are_shown(client, programme, question):
    client.force_login(UserFactory(administrator=True))
    address = reverse("result_create", args=[programme.slug]) + f"?spoergsmaal={question.pk}"
    counts = {f"rank_{rank}": 10 for rank in range(1, 6)}

    refused = client.post(
        address, {"respondents": 40, "measured_on": "01.03.2026", "note": "", **counts}
    )
    ahead = client.post(
        address, {"respondents": 50, "measured_on": "01.03.2099", "note": "", **counts}
    )
    client.post(address, {"respondents": 50, "measured_on": "01.03.2026", "note": "", **counts})

    assert "Svarene giver 50" in refused.text
    assert list(ahead.context["form"].errors) == ["measured_on"]
    assert Part.objects.filter(result__question=question).count() == 5
    page = client.get(reverse("programme_results", args=[programme.slug])).text
    assert "40 % svarer i høj eller meget høj grad (n = 50)" in page


def test_a_column_that_is_not_read_is_named_in_the_preview(client, programme):
    client.force_login(UserFactory(administrator=True))
    head, row = f"{HEAD};Kommentar;Uge", f"{ROW};Godt;12"

    page = upload(client, programme, row, head=head).content.decode()

    assert "Kolonnerne »Kommentar« (K), »Uge« (L) bruges ikke." in page
    assert "bruges ikke" not in upload(client, programme, ROW).content.decode()

"""The parts of every page say in words what they show in shapes, in both languages."""

import datetime
import re
from decimal import Decimal
from pathlib import Path

import django.contrib.admin
import polib
import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from django.utils.safestring import SafeString

from charts import (
    MeetingMark,
    Span,
    distribution_bar,
    diverging_bars,
    line_chart,
    range_row,
    scale_labels,
    squares,
    year_strip,
)
from config.forms import COUNTED, SENTENCES, DateInput, QuestionFieldset, Radios
from config.templatetags.components import ICONS, STATUS_WORDS
from tests.every_form import every_form
from tests.markup import tight


def draw(source: str, **context) -> str:
    template = Template("{% load components charts crispy_forms_tags %}" + source)
    return tight(template.render(Context(context))).strip()


def words(html: str) -> str:
    """What a screen reader is given: the text without what is hidden from it."""
    seen = re.sub(r"<svg[^>]*aria-hidden.*?</svg>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", seen).split())


@pytest.mark.parametrize("key", STATUS_WORDS)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_status_has_its_word(key, language):
    with translation.override(language):
        html = draw("{% status key %}", key=key)

        assert words(html) == str(STATUS_WORDS[key])
        assert f'href="#i-{key}"' in html


def test_a_status_can_have_the_word_of_the_situation():
    html = draw("{% status 'none' word='Intet måltal' %}")

    assert words(html) == "Intet måltal"
    assert "status-none" in html


def test_an_unknown_status_is_a_mistake_and_not_an_empty_mark():
    with pytest.raises(TemplateSyntaxError, match="purple"):
        draw("{% status 'purple' %}")


def test_every_icon_is_in_the_sprite():
    sprite = draw("{% include 'components/_sprite.html' only %}")

    drawn = set(re.findall(r'id="i-([a-z]+)"', sprite))

    assert drawn == ICONS


def test_a_rating_has_as_many_squares_as_its_scale_has_steps():
    html = draw("{% rating 2 of=3 label='Tilpas' %}")

    assert html.count('class="on"') == 2
    assert html.count('class="off"') == 1
    assert "rating-3" in html
    assert words(html) == "Tilpas"


def test_an_inspection_without_ratings_is_a_dashed_frame_and_its_name():
    html = draw("{% rating None label='Light-tilsyn' %}")

    assert html.count("<rect") == 1
    assert "skip-box" in html
    assert words(html) == "Light-tilsyn"


def test_a_change_is_heard_as_well_as_seen():
    with translation.override("da"):
        html = draw(
            "{% change %}{% status 'onway' %}{% becomes %}{% status 'reached' %}{% endchange %}"
        )

    assert words(html) == "På vej er blevet til Opnået"


def test_a_section_is_named_by_its_finding_and_keeps_its_margin_apart():
    html = draw(
        "{% section 'maal' label='Mål' heading=finding %}{% margin %}<p>Kilde</p>{% endmargin %}"
        "<p>Bevis</p>{% endsection %}"
        "{% section 'to' label='To' heading='Nr. 2' %}x{% endsection %}",
        finding="4 af 6 < alle",
    )

    first, second = html.split('id="to"')
    assert 'aria-labelledby="maal-l maal-h"' in first
    assert '<h2 id="maal-h">4 af 6 &lt; alle</h2>' in first
    assert '<div class="margin"><p id="maal-l">Mål</p><p>Kilde</p></div>' in first
    assert "Kilde" not in second


def test_what_people_write_is_never_taken_as_markup():
    source = (
        "{% stage w %}{% status 'none' word=w %}{% rating 1 label=w %}"
        "{% message heading=w %}{% endmessage %}"
    )

    html = draw(source, w="<script>")

    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 4


def test_the_charts_write_coordinates_with_a_point_on_a_danish_page():
    charts = {
        "bar": distribution_bar([("reached", 1), ("onway", 2)]),
        "row": squares(["4", "3", "none"]),
        "answers": diverging_bars([[1, 2, 3, 4, 7]])[0],
        "span": range_row(own=2.25, was=2, others=[3], lowest=1, highest=5, grid=[1, 2]),
        "labels": scale_labels([("ringe", 1, 2)], lowest=1, highest=5),
        "line": line_chart([("2025", 1.5), ("2026", Decimal("2.25"))], target=1.75, breaks=[1]),
        "year": year_strip(
            2026,
            spans=[Span("Tilsyn", datetime.date(2026, 2, 3), datetime.date(2026, 4, 5))],
            meetings=[MeetingMark("16. juni", datetime.date(2026, 6, 16))],
            today=datetime.date(2026, 6, 9),
        ),
    }
    source = (
        "{% distribution_bar bar %}{% squares row %}{% diverging_bar answers %}"
        "{% range_row span %}{% scale_labels labels %}{% year_strip year %}"
        "{% line_chart line name='a' title='T' summary='S' %}"
    )

    with translation.override("da"):
        html = draw(source, **charts)

    numbers = re.findall(r' (?:x|y|x1|x2|y1|y2|cx|cy|r|dx|dy|width|height)="([^"]*)"', html)
    assert len(numbers) > 60
    assert [n for n in numbers if not re.fullmatch(r"-?\d*\.?\d+%?", n)] == []
    assert "viewBox" not in html
    assert "fill=" not in html
    assert "style=" not in html


def test_a_line_chart_says_its_numbers_in_danish_in_a_table():
    chart = line_chart([("2024", 1.5), ("2025", None), ("2026", 12)])

    with translation.override("da"):
        html = draw("{% line_chart c name='s' title='Fravær' summary='Steget.' %}", c=chart)

    assert 'role="img" aria-labelledby="s-title s-summary"' in html
    assert '<td class="num">1,5</td>' in html
    assert '<td class="num">–</td>' in html
    assert '<td class="num">12</td>' in html


def test_today_is_written_in_the_year():
    strip = year_strip(2026, today=datetime.date(2026, 6, 9))

    with translation.override("da"):
        assert "i dag, 9. juni" in draw("{% year_strip strip %}", strip=strip)


class GoalForm(forms.Form):
    goal = forms.CharField(
        label="Hvilke lokale mål", help_text="Skriv, hvad der skal være anderledes."
    )
    how = forms.CharField(label="Hvordan")
    measured_on = forms.DateField(label="Hvornår", help_text="Fx 15.11.2026.", widget=DateInput)
    progress = forms.ChoiceField(
        label="Hvordan går det",
        choices=[("a", "I gang"), ("b", "På vej")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "goal", QuestionFieldset("Måling", "how", "measured_on", help="Vælg gerne."), "progress"
        )


WRONG = {"goal": "Et mål", "how": "Observation", "measured_on": "31.02.2026", "progress": "c"}


def test_a_question_names_its_help_and_its_error():
    with translation.override("da"):
        html = draw("{% crispy form %}", form=GoalForm(WRONG))

    field = re.search(r'<input[^>]*name="measured_on"[^>]*>', html).group()
    assert 'aria-describedby="id_measured_on_helptext id_measured_on_error"' in field
    assert 'aria-invalid="true"' in field
    assert 'value="31.02.2026"' in field
    assert html.index('id="id_measured_on_error"') < html.index(field)
    assert re.search(r'id="id_measured_on_error"><p[^>]*>Fejl: Skriv en dato', html)
    assert 'id="id_goal_error"' not in html
    assert "novalidate" in html
    assert "*" not in words(html)


def test_a_question_of_several_fields_is_one_group_with_its_own_help():
    html = draw("{% crispy form %}", form=GoalForm())

    group = re.search(
        r'<fieldset [^>]*class="question"[^>]*><legend[^>]*>Måling</legend>(.*?)</fieldset>', html
    )

    assert '<p class="help">Vælg gerne.</p>' in group.group(1)
    assert group.group(1).count('class="question"') == 2


def test_choices_are_a_group_named_by_the_question():
    html = draw("{% crispy form %}", form=GoalForm())

    assert "<legend>Hvordan går det</legend>" in html
    assert html.count('type="radio"') == 2
    assert '<label class="form-check-label" for="id_progress_0">I gang</label>' in html


def test_the_error_summary_leads_to_each_wrong_field_in_a_sentence():
    with translation.override("da"):
        html = draw("{% error_summary form heading='Ret dette' %}", form=GoalForm(WRONG))

    assert 'role="alert" tabindex="-1" autofocus' in html
    assert '<a href="#id_measured_on">Hvornår: Skriv en dato' in html
    assert '<a href="#id_progress_0">Hvordan går det: »c« er ikke en mulighed' in html


def test_a_label_that_asks_is_followed_by_no_colon():
    class AskingForm(forms.Form):
        who = forms.CharField(label="Hvem er nye?")

    html = draw("{% error_summary form %}", form=AskingForm({}))

    assert "Hvem er nye? " in html
    assert "?:" not in html


def test_a_page_with_a_summary_of_its_own_has_only_one():
    html = draw("{% error_summary form %}{% crispy form %}", form=GoalForm(WRONG))

    assert html.count('role="alert"') == 1
    assert draw("{% crispy form %}", form=GoalForm(WRONG)).count('role="alert"') == 1


def test_a_form_that_is_right_or_untouched_has_no_summary():
    assert draw("{% error_summary form %}", form=GoalForm()) == ""


def test_a_summary_reaches_into_every_form_of_a_formset():
    formset = forms.formset_factory(GoalForm)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-goal": "Et mål"}
    )

    html = draw("{% error_summary formset %}", formset=formset)

    assert 'href="#id_form-0-how"' in html


@pytest.mark.parametrize(
    "written", ["15.11.2026", " 15.11.2026 ", "15-11-2026", "15/11/2026", "15.11.26", "2026-11-15"]
)
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_date_is_read_as_danes_write_it_in_both_languages(written, language):
    with translation.override(language):
        form = GoalForm(WRONG | {"measured_on": written, "progress": "a"})

        assert form.is_valid(), form.errors
        assert form.cleaned_data["measured_on"] == datetime.date(2026, 11, 15)
        assert 'value="15.11.2026"' in str(form["measured_on"])


def test_a_stored_date_is_shown_as_danes_write_it():
    with translation.override("en"):
        form = GoalForm(initial={"measured_on": datetime.date(2026, 5, 2)})

        assert 'value="02.05.2026"' in str(form["measured_on"])


def test_djangos_sentences_are_said_in_our_words():
    kinds = (forms.DateField, forms.EmailField, forms.FloatField, forms.IntegerField)
    choices = (forms.ChoiceField, forms.ModelChoiceField)
    with translation.override("en"):
        known = {str(text) for kind in kinds for text in kind().error_messages.values()}
        known |= {str(kind.default_error_messages["invalid_choice"]) for kind in choices}
        known |= {str(check.message) for check in forms.EmailField().default_validators}
    admin = Path(django.contrib.admin.__file__).parent
    sources = admin / "helpers.py", admin / "templates/admin/widgets/related_widget_wrapper.html"
    texts = " ".join(source.read_text(encoding="utf-8") for source in sources)
    texts = texts.replace("{{ model }}", "%(model)s")
    known |= {sentence for sentence in SENTENCES if sentence in texts}
    catalogue = Path(django.__file__).parent / "conf/locale/da/LC_MESSAGES/django.po"
    theirs = {entry.msgid: entry for entry in polib.pofile(str(catalogue))}

    with translation.override("da"):
        ours = {translation.gettext(sentence) for sentence in SENTENCES}
        most, least = (str(found % {"limit_value": 9, "show_value": 12}) for found in COUNTED[:2])
        below = forms.IntegerField(min_value=0)
        with pytest.raises(forms.ValidationError, match=r"^\['Tallet skal være mindst 0\.'\]$"):
            below.clean("-1")

    assert set(SENTENCES) <= known | set(theirs)
    assert ours.isdisjoint(SENTENCES)
    assert (most, least) == (
        "Skriv højst 9 tegn. Nu er der 12.",
        "Skriv mindst 9 tegn. Nu er der 12.",
    )


def test_a_list_of_radios_has_no_dash_and_nothing_chosen_that_must_be_answered():
    dashed = [("", "---------"), ("a", "Ja")]
    asked = forms.ChoiceField(choices=dashed, widget=Radios)
    may_be_left = forms.ChoiceField(choices=dashed, widget=Radios, required=False)
    form = type("Asked", (forms.Form,), {"asked": asked, "left": may_be_left})()

    assert "---" not in str(form)
    assert str(form["asked"]).count('type="radio"') == 1
    assert "checked" not in str(form["asked"])
    assert "Ikke valgt" in str(form["left"])


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.__name__)
def test_every_list_of_radios_is_of_the_house(form):
    for name, field in form.base_fields.items():
        if name == "usable_password":  # Django's own question, in the administration
            continue
        is_radios = getattr(field.widget, "input_type", "") == "radio"
        assert not is_radios or isinstance(field.widget, Radios), name


def test_a_part_drawn_once_is_drawn_anew_for_another_language_and_another_kind_of_text():
    danish = draw("{% status 'reached' %}")
    with translation.override("en"):
        assert words(draw("{% status 'reached' %}")) == "Achieved"
    assert draw("{% status 'reached' %}") == danish != ""

    bold = "<b>stue</b>"
    escaped = draw("{% stage word %}", word=bold)
    assert bold in draw("{% stage word %}", word=SafeString(bold))
    assert draw("{% stage word %}", word=bold) == escaped
    assert "&lt;b&gt;" in escaped

"""Geometry: numbers in, coordinates out. No database, no Django."""

import datetime
from itertools import pairwise

import pytest

from charts import (
    MeetingMark,
    Span,
    distribution_bar,
    diverging_bars,
    line_chart,
    ramp_key,
    range_row,
    scale_labels,
    squares,
    year_strip,
)


def of_percent(text: str) -> float:
    assert text.endswith("%")
    return float(text.removesuffix("%"))


def test_a_distribution_is_drawn_best_first_and_fills_the_bar():
    bar = distribution_bar([("missed", 1), ("started", 3), ("reached", 0), ("onway", 3)])

    assert [segment.key for segment in bar.segments] == ["onway", "started", "missed"]
    assert [(segment.x, segment.width) for segment in bar.segments] == [
        ("0%", "42.86%"),
        ("42.86%", "42.86%"),
        ("85.71%", "14.29%"),
    ]


def test_a_distribution_of_nothing_is_empty():
    assert distribution_bar([("reached", 0)]).segments == ()


def test_there_is_one_square_per_unit_with_the_best_first():
    row = squares(["none", "2", "4", "4", "3", "4", "4"])

    assert [segment.key for segment in row.segments] == ["4", "4", "4", "4", "3", "2", "none"]
    assert row.segments[1].x == "14.83%"
    assert {segment.width for segment in row.segments} == {"13.21%"}


def test_squares_of_two_rows_are_equally_wide_when_they_share_their_slots():
    seven, six = squares(["4"] * 7, slots=7), squares(["4"] * 6, slots=7)

    assert seven.segments[0].width == six.segments[0].width


def test_many_squares_stay_inside_the_row():
    last = squares(["3"] * 120).segments[-1]

    assert of_percent(last.x) + of_percent(last.width) <= 100
    assert of_percent(last.width) > 0


@pytest.mark.parametrize(
    ("rank", "of", "key"),
    [(4, 4, "4"), (1, 4, "1"), (3, 3, "4"), (1, 3, "2"), (5, 5, "4"), (1, 5, "1"), (7, 7, "4")],
)
def test_a_rank_has_its_step_on_the_ramp(rank, of, key):
    assert ramp_key(rank, of=of) == key


def test_a_rank_outside_the_scale_is_refused():
    with pytest.raises(ValueError, match="scale of 4 steps"):
        ramp_key(5, of=4)


def test_diverging_bars_share_zero_and_split_the_middle_answer_there():
    glad, hidden, sorry = diverging_bars([[0, 0, 20, 40, 40], None, [30, 30, 20, 10, 10]])

    assert hidden is None
    assert glad.zero == sorry.zero
    for bar in (glad, sorry):
        middle = next(segment for segment in bar.segments if segment.key == "neutral")
        centre = of_percent(middle.x) + of_percent(middle.width) / 2
        assert centre == pytest.approx(of_percent(bar.zero), abs=0.02)
    assert sorry.segments[0].x == "1%"
    assert of_percent(glad.segments[-1].x) + of_percent(glad.segments[-1].width) == pytest.approx(
        99
    )


def test_without_answers_there_is_no_diverging_bar():
    assert diverging_bars([[0, 0, 0], None]) == [None, None]


def test_a_unit_stands_among_the_others():
    row = range_row(own=3.1, was=2.9, others=[4, 2.9], lowest=1, highest=5, grid=[1, 3, 5])

    assert (row.own, row.was) == ("52.5%", "47.5%")
    assert row.span == ("47.5%", "75%")
    assert row.grid == ("0%", "50%", "100%")


def test_the_ring_of_last_year_is_left_out_when_nothing_has_moved():
    assert range_row(own=3, was=3, lowest=1, highest=5).was is None


def test_a_unit_without_a_value_has_no_dot():
    row = range_row(own=None, was=2, others=[3], lowest=1, highest=5)

    assert row.own is None
    assert row.span == ("50%", "50%")


def test_the_words_of_a_scale_are_centred_on_their_bands():
    labels = scale_labels([("ringe", 1, 2), ("5", 5, 5)], lowest=1, highest=5)

    assert [(label.x, label.anchor) for label in labels] == [("12.5%", "middle"), ("100%", "end")]


def test_a_line_chart_marks_its_last_value_and_keeps_its_gaps():
    chart = line_chart([("2022", 2), ("2023", 3), ("2024", None), ("2025", 5)], target=4)

    assert [point.is_last for point in chart.points] == [False, False, False, True]
    assert len(chart.lines) == 1
    assert chart.points[2].y is None
    assert chart.target.value == 4


def day(month: int, number: int, year: int = 2026) -> datetime.date:
    return datetime.date(year, month, number)


def test_the_year_tells_what_is_over_under_way_and_planned():
    strip = year_strip(
        2026,
        spans=[
            Span("Tilsyn", day(3, 1), day(4, 30)),
            Span("TOPI", day(5, 1), day(6, 30)),
            Span("BTU", day(8, 1), day(9, 30)),
        ],
        meetings=[MeetingMark("17. marts", day(3, 17)), MeetingMark("16. juni", day(6, 16))],
        today=day(6, 9),
    )

    assert [stretch.key for stretch in strip.stretches] == ["span-late", "span", "span-plan"]
    assert [meeting.key for meeting in strip.meetings] == ["own", "was"]
    assert strip.stretches[0].x == "16.67%"
    assert strip.stretches[0].width == "16.67%"
    assert strip.today.anchor == "middle"


def test_what_lasts_into_the_next_year_is_cut_and_what_is_elsewhere_left_out():
    strip = year_strip(
        2026,
        spans=[
            Span("Over nytår", day(11, 1), day(2, 1, 2027)),
            Span("Sidste år", day(1, 1, 2025), day(12, 31, 2025)),
        ],
        today=day(1, 1, 2027),
    )

    assert len(strip.stretches) == 1
    assert strip.stretches[0].width == "16.67%"
    assert strip.today is None


def extents(stretches):
    for stretch in stretches:
        start = of_percent(stretch.x)
        text = 0.9 * len(stretch.caption.text)
        at = of_percent(stretch.caption.x)
        left, right = (at, at + text) if stretch.caption.anchor == "start" else (at - text, at)
        yield stretch.y, min(start, left), max(start + of_percent(stretch.width), right)


def test_the_words_of_a_busy_year_never_touch_each_other():
    spans = [
        Span(f"En indsats med et langt navn, nummer {n}", day(month, 1 + n), day(month, 20))
        for month in range(1, 13)
        for n in range(2)
    ]

    strip = year_strip(2026, spans=spans, today=day(6, 9))

    lanes: dict[str, list[tuple[float, float]]] = {}
    for y, start, end in extents(strip.stretches):
        lanes.setdefault(y, []).append((start, end))
        assert start >= 0
        assert end <= 100
    for taken in lanes.values():
        taken.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(taken))
    assert len(strip.stretches) == 24


@pytest.mark.parametrize("today", [day(11, 30), day(12, 6), day(2, 4), day(6, 9)])
def test_no_name_or_date_is_written_across_the_line_of_today(today):
    strip = year_strip(
        2026,
        spans=[
            Span("Årsstatus til udvalget", day(12, 8), day(12, 11)),
            Span("Lokale mål", day(1, 5), day(1, 30)),
            Span("Opfølgning på tilsyn", day(5, 20), day(6, 3)),
        ],
        meetings=[MeetingMark("8. dec.", day(12, 8)), MeetingMark("17. marts", day(3, 17))],
        today=today,
    )

    line = of_percent(strip.today.x)
    captions = [part.caption for part in (*strip.stretches, *strip.meetings)]
    assert all(captions)
    for caption in captions:
        at, text = of_percent(caption.x) + float(caption.dx) / 7, 0.9 * len(caption.text)
        moved = {"start": 0, "middle": text / 2, "end": text}[caption.anchor]
        assert not at - moved < line < at - moved + text, caption.text


def test_meetings_close_together_keep_their_dots_and_a_readable_date():
    meetings = [MeetingMark(f"{n}. juni", day(6, n)) for n in (1, 4, 8, 11, 15)]

    strip = year_strip(2026, meetings=meetings, today=day(6, 9))

    assert len(strip.meetings) == 5
    captions = [point.caption for point in strip.meetings if point.caption]
    assert len({(caption.x, caption.y) for caption in captions}) == len(captions)

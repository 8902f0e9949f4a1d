"""The year as a strip: what is going on, when there are meetings, and where we are now."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from charts.marks import percent, px

# Text is placed for the narrowest strip shown (about 700 px): a letter is then 0.9 per cent.
LETTER = 0.9
AIR = 1.2
DOT = 1.4  # half a meeting's dot and the air around it
LEAST = 1.2  # what a bar of a day or two is drawn as, to be seen
ROW_NAME = 10  # what the word before the meetings takes

TOP, LANE, BAR_HEIGHT, TEXT_DROP = 32, 38, 9, 23


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts from one day to another, both included."""

    label: str
    from_on: datetime.date
    to_on: datetime.date


@dataclass(frozen=True, slots=True)
class MeetingMark:
    """Something that happens on one day; the label is the short date, "16. juni"."""

    label: str
    on: datetime.date


@dataclass(frozen=True, slots=True)
class Caption:
    """A short text: x in per cent, y and dx in px, anchor as SVG names it."""

    text: str
    x: str
    y: str
    dx: str = "0"
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class YearSpan:
    """A span as drawn; `key` is its class: over, under way or planned."""

    key: str
    x: str
    width: str
    y: str
    caption: Caption


@dataclass(frozen=True, slots=True)
class YearPoint:
    """A meeting as drawn: filled when it has been held."""

    key: str
    x: str
    y: str
    caption: Caption | None


@dataclass(frozen=True, slots=True)
class MonthTick:
    first: datetime.date
    edge: str
    middle: str


@dataclass(frozen=True, slots=True)
class Today:
    on: datetime.date
    x: str
    anchor: str


@dataclass(frozen=True, slots=True)
class YearStrip:
    """A year's spans in lanes, its meetings below, and today, if it lies in the year."""

    year: int
    months: tuple[MonthTick, ...]
    stretches: tuple[YearSpan, ...]
    meetings: tuple[YearPoint, ...]
    meetings_y: str
    names_meetings: bool
    today: Today | None
    foot: str
    today_y: str
    height: str


@dataclass(slots=True)
class _Lane:
    """Keeps what is taken, so that nothing is written over anything else."""

    taken: list[tuple[float, float]] = field(default_factory=list)

    def takes(self, start: float, end: float) -> bool:
        """Take the stretch if it is free; stretches may touch."""
        if any(start < other_end and other_start < end for other_start, other_end in self.taken):
            return False
        self.taken.append((start, end))
        return True


def year_strip(
    year: int,
    *,
    spans: Iterable[Span] = (),
    meetings: Iterable[MeetingMark] = (),
    today: datetime.date,
) -> YearStrip:
    """Lay out a calendar year. Spans are cut at its ends; what lies outside is left out."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    inside = [span for span in spans if span.from_on <= last and span.to_on >= first]
    stretches, lanes = _stretches(sorted(inside, key=_begin_and_length), year=year, today=today)
    meetings_y = TOP + LANE * max(lanes, 1) + 8
    held = sorted((meeting for meeting in meetings if meeting.on.year == year), key=lambda m: m.on)
    return YearStrip(
        year=year,
        months=_months(year),
        stretches=stretches,
        meetings=_meetings(held, y=meetings_y, today=today),
        meetings_y=px(meetings_y),
        names_meetings=bool(held) and share_of_year(held[0].on) > ROW_NAME,
        today=_today(today) if today.year == year else None,
        foot=px(meetings_y + 24),
        today_y=px(meetings_y + 38),
        height=px(meetings_y + 42),
    )


def _begin_and_length(span: Span) -> tuple[datetime.date, int]:
    return span.from_on, -(span.to_on - span.from_on).days


def share_of_year(day: datetime.date) -> float:
    """How much of its year has gone when the day begins, in per cent by months of equal width."""
    days = (
        datetime.date(day.year + day.month // 12, day.month % 12 + 1, 1) - day.replace(day=1)
    ).days
    return 100 * (day.month - 1 + (day.day - 1) / days) / 12


def _months(year: int) -> tuple[MonthTick, ...]:
    return tuple(
        MonthTick(
            datetime.date(year, number, 1),
            percent(100 * (number - 1) / 12),
            percent(100 * (number - 0.5) / 12),
        )
        for number in range(1, 13)
    )


def _stretches(
    spans: Sequence[Span], *, year: int, today: datetime.date
) -> tuple[tuple[YearSpan, ...], int]:
    lanes: list[_Lane] = []
    line = _line_of(today, year=year)
    stretches = []
    for span in spans:
        start = share_of_year(span.from_on) if span.from_on.year == year else 0.0
        after = span.to_on + datetime.timedelta(days=1)
        end = share_of_year(after) if after.year == year else 100.0
        text = LETTER * len(span.label) + AIR
        from_left, x = _beside_the_line(start, end, text, line=line)
        written = (x, x + text) if from_left else (x - text, x)
        taken = min(start, written[0]), max(end, written[1])
        number = next((n for n, lane in enumerate(lanes) if lane.takes(*taken)), None)
        if number is None:
            number = len(lanes)
            lanes.append(_Lane([taken]))
        y = TOP + LANE * number
        stretches.append(
            YearSpan(
                key="span-late"
                if span.to_on < today
                else "span-plan"
                if span.from_on > today
                else "span",
                x=percent(min(start, 100 - LEAST)),
                width=percent(max(end - start, LEAST)),
                y=px(y),
                caption=Caption(
                    text=span.label,
                    x=percent(x),
                    y=px(y + TEXT_DROP),
                    anchor="start" if from_left else "end",
                ),
            )
        )
    return tuple(stretches), len(lanes)


def _line_of(today: datetime.date, *, year: int) -> float | None:
    """Where the line of today is drawn, in the year it lies in."""
    return share_of_year(today) if today.year == year else None


def _is_clear(start: float, end: float, line: float | None) -> bool:
    """Whether a text stands on one side of the line of today."""
    return line is None or not start < line < end


def _beside_the_line(
    start: float, end: float, text: float, *, line: float | None
) -> tuple[bool, float]:
    """Where a bar's name is written: whether from the left, and from where.

    From the bar's beginning or back from its end; where the line of today would run through it,
    back from that line, or on from it.
    """
    from_left = start + text <= 100 + AIR
    places = [(True, start)] if from_left else []
    places.append((False, end))
    if line is not None:
        places += [(False, line - AIR / 2), (True, line + AIR / 2)]
    for is_left, x in places:
        first = x if is_left else x - text
        if first >= 0 and first + text <= 100 + AIR and _is_clear(first, first + text, line):
            return is_left, x
    return places[0]


def _meetings(
    meetings: Sequence[MeetingMark], *, y: int, today: datetime.date
) -> tuple[YearPoint, ...]:
    """Dots on one line; a date that would touch another goes to the left, below, or is left out.

    Nor is one written across the line of today, where there is room beside it.
    """
    line, below = _Lane(), _Lane()
    now = _line_of(today, year=meetings[0].on.year) if meetings else None
    places = [share_of_year(meeting.on) for meeting in meetings]
    for x in places:
        line.taken.append((x - DOT, x + DOT))
    points = []
    for meeting, x in zip(meetings, places, strict=True):
        text = LETTER * len(meeting.label) + AIR
        caption = None
        right, left = (x + DOT, x + DOT + text), (x - DOT - text, x - DOT)
        middle, edge = (x - text / 2, x + text / 2), (100 - text, 100.0)
        if right[1] <= 100 and _is_clear(*right, now) and line.takes(*right):
            caption = Caption(meeting.label, percent(x), px(y + 4), dx="10")
        elif _is_clear(*left, now) and line.takes(*left):
            caption = Caption(meeting.label, percent(x), px(y + 4), dx="-10", anchor="end")
        elif not _is_clear(*middle, now) and _is_clear(*edge, now) and below.takes(*edge):
            caption = Caption(meeting.label, percent(100), px(y + 20), anchor="end")
        elif below.takes(*middle):
            caption = Caption(meeting.label, percent(x), px(y + 20), anchor="middle")
        points.append(YearPoint("own" if meeting.on < today else "was", percent(x), px(y), caption))
    return tuple(points)


def _today(day: datetime.date) -> Today:
    x = share_of_year(day)
    anchor = "start" if x < 6 else "end" if x > 94 else "middle"
    return Today(day, percent(x), anchor)

"""Reading what people answer: who is behind a figure, and how the answers are distributed."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from config.numbers import rounded
from files.spreadsheets import Cell, Row, Sheet
from files.spreadsheets.danish_values import NotUnderstood, danish_decimal, shown
from measurements.importing.content import Content, Observation, SeenAnswer, SeenAnswers
from measurements.importing.known import Catalogue, KnownStep, KnownTopic, Register
from measurements.importing.reading import About, Rating, Reading
from measurements.importing.sums import (
    HUNDRED,
    LEAST,
    MOST,
    ROUNDING,
    are_counted,
    are_few,
    make_the_total,
    mean_of,
    tells_shares,
)
from measurements.importing.values import Wrong, count_in, is_round, part_in, plain, round_in
from measurements.layouts import Meaning, Recognised


def read_counted(
    sheet: Sheet, recognised: Recognised, *, catalogue: Catalogue, register: Register
) -> Content:
    """Everything a file of answers says, as `read_content` tells it of other files."""
    return Counting(sheet, recognised, catalogue, register).read()


class Counting(Reading):
    """One pass over a file of answers.

    Where the file gives no mean, the value of a row is the share with the best answer, in per cent.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.answer_columns = self.content.recognised.answers  # index → folded step
        self.derives = bool(self.layout.answers) and Meaning.VALUE not in self.columns
        columns = [*self.answer_columns]
        self.counts_all = self.derives and (
            are_counted(self.sheet.rows, columns, self.content.recognised.unused)
            or make_the_total(self.sheet.rows, columns, self.respondents_at)
        )
        if self.layout.answers == "shares" and not self.counts_all and self.derives:
            self._look_for_counts()
        self.tells_counts = self.counts_all
        self.counted: dict[tuple[int, int], SeenAnswers] = {}  # row and topic → its answers

    def _look_for_counts(self) -> None:
        headings = {at: self.sheet.headers[at] for at in self.answer_columns}
        steps = next(iter(self.instrument.topics)).scale.steps
        if len(headings) == len(steps) and are_few(self.sheet.rows, headings):
            self.counts_all = True
            sentence = _("No row makes a hundred: the figures are counts, and no shares.")
            self.notice(sentence, self.sheet.rows[0], next(iter(headings)))

    # --- What a row is about ------------------------------------------------------------------

    def when(self, row: Row, unit: str) -> tuple[Any, ...]:
        index = self.columns.get(Meaning.YEAR, -1)
        if self.layout.takes_parts and (part := part_in(row.cells[index])):
            if self.is_far_ahead(part[1], row, index, unit):
                return "", None, None
            return *part, None
        is_year = self.layout.takes_parts and not is_round(row.cells[index])
        if not (self.layout.rounds or self.layout.takes_parts) or is_year:
            return super().when(row, unit)
        if self.missing[row.cells[index]]:
            self.error(row, index, unit, _("The round is missing."))
            return "", None, None
        found = self.understood(row, index, unit, round_in)
        if found is None:
            return "", None, None
        period, year = found
        if self.is_far_ahead(year, row, index, unit):
            return "", None, None
        return period, year, None

    def respondents(self, row: Row, about: About) -> int | None:
        """How many answered; None also where the source hides it."""
        if self.respondents_at is None or self.suppressed[row.cells[self.respondents_at]]:
            return None
        return super().respondents(row, about)

    def hides_respondents(self, row: Row) -> bool:
        at = self.respondents_at
        return at is not None and self.suppressed[row.cells[at]]

    # --- Ratings, where they stand ------------------------------------------------------------

    def across(self, row: Row, about: About) -> bool:
        counted = self.along(row, about) if self.derives else False
        return super().across(row, about) or counted

    def along(self, row: Row, about: About) -> bool:
        if not self.derives:
            return super().along(row, about)
        if all(self.missing[row.cells[index]] for index in self.answer_columns):
            return False
        text = self.shown[row.cells[self.topic_at]] if self.topic_at >= 0 else ""
        if text or not self.layout.topic:
            if not self.knows_topic(row, self.topic_at, about, text, None):
                return True
            topic = self.folded[text]
        else:
            topic = self.fixed_topic()
        count = self.respondents(row, about)
        column = next(iter(self.answer_columns))
        self.rating(Rating(about, row, column, topic, None, None, count))
        return True

    def fixed_topic(self) -> str:
        """The folded name of the topic that rows are about when they name none."""
        version = self.instrument.versions[0]
        lineage = self.layout.topic or next(iter(version.by_lineage))
        return version.by_lineage[lineage].names[0]

    # --- From ratings to observations ---------------------------------------------------------

    def observe(self) -> None:
        super().observe()
        self.content.answers = {
            observation.key: answers
            for observation in self.content.observations
            if (answers := self.counted.get((observation.row, observation.topic)))
        }

    def observation(self, rating: Rating, topic: KnownTopic) -> Observation | None:
        steps = self.steps_of(rating, topic)
        answers = self.answers(rating, steps)
        observation = (
            self.derived(rating, topic, steps, answers)
            if self.derives and rating.column in self.answer_columns
            else super().observation(rating, topic)
        )
        if observation is None:
            return None
        if self.hides_respondents(rating.row):
            # So few answered that not even how many is told: then the figure is not told either.
            observation = observation._replace(value=None, step=None, is_suppressed=True)
        if answers:
            self.counted[rating.row.number, topic.pk] = answers
        return observation

    def steps_of(self, rating: Rating, topic: KnownTopic) -> dict[int, KnownStep]:
        """Column → step, for the answers to this topic."""
        if rating.column in dict(self.topics):
            return {}
        words = topic.scale.words
        return {at: words[step] for at, step in self.answer_columns.items() if step in words}

    def derived(
        self, rating: Rating, topic: KnownTopic, steps: dict[int, KnownStep], answers: SeenAnswers
    ) -> Observation | None:
        """The share with the best answer; None, and a fault, where nobody can tell it."""
        about, row, best = rating.about, rating.row, topic.scale.steps[0]
        at = next((at for at, step in steps.items() if step == best), None)
        if at is None:
            sentence = _("The column “%(heading)s” is missing.") % {"heading": best.label}
            self.error(row, rating.column, about.unit, sentence)
            return None
        if self.missing[row.cells[at]]:
            self.error(row, at, about.unit, _("Write how many, or * where it is hidden."))
            return None
        answer = next((one for one in answers if one.step == best.pk), None)
        if answer is None or about.institution is None or about.year is None:
            return None
        value, is_hidden = None, answer.is_suppressed
        if not topic.scale.is_ordinal:
            value = mean_of(answers, topic)
            is_hidden = value is None  # of some nobody says how many: so is their mean unknown
        elif not is_hidden:
            value = self.in_percent(rating, answer, answers, at)
            if value is None:
                return None
        self.content.topics[topic.pk] = topic
        return Observation(
            topic.pk,
            about.institution.pk,
            about.group,
            about.period,
            about.year,
            about.measured_on,
            value,
            None,
            rating.respondents,
            is_hidden,
            None,
            shown(row.cells[at])[:200],
            row.number,
            at,
        )

    def in_percent(
        self, rating: Rating, answer: SeenAnswer, answers: SeenAnswers, at: int
    ) -> Decimal | None:
        if answer.share is not None:
            return rounded(answer.share * HUNDRED, 1)
        total = rating.respondents
        if total is None and not any(one.is_suppressed for one in answers):
            total = sum(one.counted or 0 for one in answers)
        if not total:
            where = at if self.respondents_at is None else self.respondents_at
            sentence = _("Write how many there are in all.")
            self.error(rating.row, where, rating.about.unit, sentence)
            return None
        return rounded(HUNDRED * (answer.counted or 0) / total, 1)

    def answers(self, rating: Rating, steps: dict[int, KnownStep]) -> SeenAnswers:
        """What the row's cells say of each answer; faults where they cannot be right."""
        row, unit, total = rating.row, rating.about.unit, rating.respondents
        found: list[SeenAnswer] = []
        self.tells_counts = self.counts_all or self.are_counts(row, steps, total)
        for at, step in steps.items():
            cell = row.cells[at]
            if self.missing[cell]:
                continue
            if self.suppressed[cell] or self.hides_respondents(row):
                found.append(SeenAnswer(step.pk, is_suppressed=True))
                continue
            try:
                answer = self.answer(cell, at, step)
            except Wrong as wrong:
                self.error(row, at, unit, str(wrong))
                continue
            if answer.counted is not None and total is not None and answer.counted > total:
                sentence = _("%(count)s is more than the %(total)s there are in all.") % {
                    "count": answer.counted,
                    "total": total,
                }
                self.error(row, at, unit, sentence)
                continue
            found.append(answer)
        if found and len(found) == len(steps):
            self.compare_sum(rating, found)
        return tuple(sorted(found))

    def answer(self, cell: Cell, at: int, step: KnownStep) -> SeenAnswer:
        """A count or a share: the cell tells, else the heading, else the layout. Raises `Wrong`."""
        if not self.is_share(cell, at):
            return SeenAnswer(step.pk, counted=count_in(cell))
        try:
            percent = danish_decimal(cell)
        except NotUnderstood as error:
            raise Wrong(str(error)) from error
        if not 0 <= percent <= HUNDRED:
            raise Wrong(
                _("“%(text)s” is no share. Write a number from 0 to 100.") % {"text": shown(cell)}
            )
        return SeenAnswer(step.pk, share=rounded(percent / HUNDRED, 5))

    def is_share(self, cell: Cell, at: int) -> bool:
        if isinstance(cell, str) and cell.endswith("%"):
            return True
        heading = self.sheet.headers[at].casefold()
        if tells_shares(heading):
            return True
        is_counted = "antal" in heading or self.tells_counts
        return not is_counted and self.layout.answers == "shares"

    def are_counts(self, row: Row, steps: dict[int, KnownStep], total: int | None) -> bool:
        """Whether a row's answers are counted, whatever our own files hold: they make its total."""
        cells = [row.cells[at] for at in steps]
        numbers = [cell for cell in cells if isinstance(cell, int | float)]
        texts = [cell for cell in cells if isinstance(cell, str) and cell.isdecimal()]
        if len(numbers) + len(texts) < len(cells) or total is None or total == HUNDRED:
            return False
        return sum(map(float, (*numbers, *texts))) == total

    @staticmethod
    def say_what() -> str:
        return _("If they are counts, write “antal” in the headings, or how many there are in all.")

    def compare_sum(self, rating: Rating, answers: list[SeenAnswer]) -> None:
        """Tell where the parts do not make the whole."""
        shares = [answer.share for answer in answers if answer.share is not None]
        counts = [answer.counted for answer in answers if answer.counted is not None]
        at = max(self.answer_columns)
        if len(shares) == len(answers):
            percent = sum(shares) * HUNDRED
            if abs(percent - HUNDRED) > ROUNDING:
                sentence = _("The shares of %(institution)s add up to %(sum)s %%.") % {
                    "institution": rating.about.unit,
                    "sum": plain(percent),
                }
                if percent < LEAST or percent > MOST:
                    self.error(rating.row, at, rating.about.unit, f"{sentence} {self.say_what()}")
                else:
                    self.notice(sentence, rating.row, at)
        elif len(counts) == len(answers) and rating.respondents not in (None, sum(counts)):
            sentence = _("The counts of %(institution)s add up to %(sum)s and not %(total)s.") % {
                "institution": rating.about.unit,
                "sum": sum(counts),
                "total": rating.respondents,
            }
            self.notice(sentence, rating.row, at)

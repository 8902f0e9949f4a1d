"""Months and weeks over figures, where rows need a day: each tells the day, as a cell would."""

from imports.arranging.table_read import TableRead
from imports.arranging.times import PART_HEADING, part_of_year
from imports.arranging.words import TOPIC, KnownWord


class PartsForDays(TableRead):
    """What headings say of months, told as days."""

    def parts_for_days(self, word: KnownWord) -> bool:
        """Have the months over all topics say the day; which of its days a month is, is asked."""
        topics = [at for at, one in enumerate(self.found.words) if one and one.role == TOPIC]
        told = {at: self._part_with_its_year(at) for at in topics}
        if not told or not all(told.values()):
            return False
        for at, said in told.items():
            others = (one for one in self.found.says[at] if one[0] != PART_HEADING)
            self.found.says[at] = (*others, (word.heading, said))
            self.found.years.pop(at, None)
        return True

    def _part_with_its_year(self, at: int) -> str:
        """The month or week that a heading says, with its year; "" for none."""
        said = dict(self.found.says.get(at, ())).get(PART_HEADING, "")
        part = part_of_year(said)
        year = part and (part.year or self.found.years.get(at))
        if part is None or not year or part.part.startswith("K"):
            return ""
        return part._replace(year=year).said

"""New words for what is there: each comes once, and one that was taken away does not come again.

What was brought stands beside the words in use (`shipped_words`), so that a word the municipality
removed is told from one that is new with this version. A word by which something else of the same
edition or scale is called already means that, and is not brought.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from files.spreadsheets.danish_values import fold
from measurements.models import InstrumentVersion, ScaleStep, Topic

Row = Mapping[str, Any]
Worded = InstrumentVersion | ScaleStep | Topic
Told = tuple[Row, Worded | None, Iterable[Worded]]


def with_words(row: Row) -> dict[str, Any]:
    """The values of a new row: its words were brought with it."""
    return {**row, "shipped_words": list(row.get("synonyms", ()))}


def topics_of(row: Row, topic_lists: Mapping[str, Any]) -> Sequence[Row]:
    """The topics of an edition, which stand in the row, or in a list that editions share."""
    topics = row["topics"]
    found: Sequence[Row] = topic_lists[topics] if isinstance(topics, str) else topics
    return found


def bring_words(files: Sequence[Row]) -> int:
    """Add the words that are new in these files to the rows they are for; how many."""
    return sum(_bring(*one) for one in (*_steps(files), *_editions(files)))


def _steps(files: Sequence[Row]) -> Iterator[Told]:
    """Each step of the files' scales, the row it is, and those beside it."""
    there: dict[str, dict[int, ScaleStep]] = defaultdict(dict)
    for step in ScaleStep.objects.select_related("scale"):
        there[step.scale.code][step.rank] = step
    for scale in (scale for rows in files for scale in rows.get("scales", ())):
        ranked = there[scale["code"]]
        for told in scale.get("steps", ()):
            yield told, ranked.get(told["rank"]), ranked.values()


def _editions(files: Sequence[Row]) -> Iterator[Told]:
    """Each edition and each of its topics likewise."""
    versions = {version.code: version for version in InstrumentVersion.objects.all()}
    there: dict[str, dict[str, Topic]] = defaultdict(dict)
    for topic in Topic.objects.select_related("version"):
        there[topic.version.code][topic.lineage] = topic
    for rows in files:
        for edition in rows["versions"]:
            version = versions.get(edition["code"])
            yield edition, version, [one for one in versions.values() if _of_one(one, version)]
            named = there[edition["code"]]
            for told in topics_of(edition, rows.get("topic_lists", {})):
                yield told, named.get(told["lineage"]), named.values()


def _of_one(one: InstrumentVersion, other: InstrumentVersion | None) -> bool:
    return other is not None and one.instrument_id == other.instrument_id


def _bring(told: Row, row: Worded | None, beside: Iterable[Worded]) -> int:
    """The words of one row; how many are new to it."""
    if row is None:
        return 0
    shipped = told.get("synonyms", ())
    new = [word for word in shipped if word not in row.shipped_words]
    if not new:
        return 0
    taken = {fold(word) for one in beside for word in _called(one)}
    fresh = [word for word in new if fold(word) not in taken]
    row.synonyms = [*row.synonyms, *fresh]
    row.shipped_words = [*row.shipped_words, *new]
    row.save(update_fields=["synonyms", "shipped_words"])
    return len(fresh)


def _called(row: Worded) -> tuple[str, ...]:
    """All that it is called by."""
    if isinstance(row, ScaleStep):
        return (row.label, row.short_label, *row.synonyms)
    if isinstance(row, Topic):
        return (row.name, row.short_name, *row.synonyms)
    return (row.name, *row.synonyms)

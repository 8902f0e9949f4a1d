"""Reference data: the instruments, scales and topics that a municipality starts from.

One file per instrument in `measurements/data/`. What is missing is created, by code; what is there
is left as it is, with everything in it. So a municipality may rename a step, move the limit of a
band or drop a topic, and the next deployment changes nothing of that. New content comes as new
codes; new words for what is there come once (`measurements.shipped_words`).
"""

import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from measurements.events import NOTHING, writing_many
from measurements.models import (
    Instrument,
    InstrumentVersion,
    Scale,
    ScaleBand,
    ScaleStep,
    Topic,
)
from measurements.shipped_words import bring_words, topics_of, with_words
from measurements.words import load_wordings
from strategy.help_texts import load_help_texts

DATA = Path(__file__).parent / "data"

Loader = Callable[[], dict[str, int]]
_loaders: list[Loader] = []


def also_load(loader: Loader) -> None:
    """Let the apps of the floors above bring reference data of their own, when they are ready."""
    if loader not in _loaders:
        _loaders.append(loader)


def load_everything() -> dict[str, int]:
    """All reference data, of every floor: how many rows of each kind were missing."""
    created = load_reference()
    created["help_texts"] = load_help_texts()
    created["wordings"] = load_wordings()
    for loader in _loaders:
        created |= loader()
    return created


def load_reference() -> dict[str, int]:
    """Create the instruments, scales and versions whose code is missing; how many of each."""
    with writing_many() as publish:
        created = _load()
        publish(NOTHING)
    return created


def _load() -> dict[str, int]:
    created = {"instruments": 0, "scales": 0, "versions": 0, "words": 0}
    files = [_read(path) for path in sorted(DATA.glob("*.toml"))]
    scales = {scale.code: scale for scale in Scale.objects.all()}
    for rows in files:
        for row in rows.get("scales", ()):
            if row["code"] not in scales:
                scales[row["code"]] = _create_scale(row)
                created["scales"] += 1
    versions = set(InstrumentVersion.objects.values_list("code", flat=True))
    for rows in files:
        fields = dict(rows["instrument"])
        instrument, is_new = Instrument.objects.get_or_create(
            code=fields.pop("code"), defaults=fields
        )
        created["instruments"] += is_new
        for row in rows["versions"]:
            if row["code"] not in versions:
                _create_version(row, instrument, scales, rows.get("topic_lists", {}))
                created["versions"] += 1
    created["words"] = bring_words(files)
    return created


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _create_scale(row: dict[str, Any]) -> Scale:
    """A scale with its steps and bands. Numbers are text in the file, so that none is rounded."""
    fields = {key: value for key, value in row.items() if key not in ("steps", "bands")}
    for key in ("lowest", "highest", "smallest_difference"):
        if key in fields:
            fields[key] = Decimal(fields[key])
    scale = Scale.objects.create(**fields)
    ScaleStep.objects.bulk_create(
        ScaleStep(scale=scale, **with_words(step)) for step in row.get("steps", ())
    )
    ScaleBand.objects.bulk_create(
        ScaleBand(scale=scale, **{**band, "lower": Decimal(band["lower"])})
        for band in row.get("bands", ())
    )
    return scale


def _create_version(
    row: dict[str, Any],
    instrument: Instrument,
    scales: dict[str, Scale],
    topic_lists: dict[str, Any],
) -> None:
    """A version with its topics, which stand in the row, or in a list that versions share."""
    fields = {**with_words(row), "scale": scales[row["scale"]]}
    del fields["topics"]
    version = InstrumentVersion.objects.create(instrument=instrument, **fields)
    for topic in topics_of(row, topic_lists):
        own = {"scale": scales[topic["scale"]]} if "scale" in topic else {}
        Topic.objects.create(version=version, **{**with_words(topic), **own})

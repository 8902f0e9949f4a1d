"""What comes along: who answers which instrument by link."""

import tomllib
from pathlib import Path

from measurements.models import Instrument
from voices.models import VoicesAsked

ASKED = Path(__file__).parent / "data/asked.toml"


def load_asked() -> dict[str, int]:
    """Say it of the instruments of which nothing is said yet; how many."""
    made = 0
    for row in tomllib.loads(ASKED.read_text(encoding="utf-8"))["asked"]:
        instrument = Instrument.objects.filter(code=row["instrument"]).first()
        if instrument is not None:
            _asked, is_new = VoicesAsked.objects.get_or_create(
                instrument=instrument, defaults={"audience": row["audience"]}
            )
            made += is_new
    return {"asked_by_link": made}

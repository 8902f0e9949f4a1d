"""The year that comes with the product, for clusters to begin their own from."""

import tomllib
from pathlib import Path

from django.db import transaction

from meetings.models import TemplateStep, YearTemplate

_TEMPLATE = Path(__file__).parent / "data" / "year_template.toml"


@transaction.atomic
def load_year_template() -> dict[str, int]:
    """Create the template unless it is there; one that is there is left with its local changes."""
    data = tomllib.loads(_TEMPLATE.read_text(encoding="utf-8"))
    fields = data["template"]
    template, is_new = YearTemplate.objects.get_or_create(code=fields.pop("code"), defaults=fields)
    if is_new:
        TemplateStep.objects.bulk_create(
            TemplateStep(template=template, **row) for row in data["steps"]
        )
    return {"year_templates": int(is_new)}

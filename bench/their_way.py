"""An import as django-import-export's documentation shows it: the way to be faster than."""

from import_export import fields, resources, widgets
from tablib import Dataset

from bench.material import EDITION
from institutions.models import Identifier, Institution
from measurements.models import Measurement, Topic


class TopicWidget(widgets.CachedForeignKeyWidget):
    """A topic of the edition, by its name."""

    def get_queryset(self, value, row, *args, **kwargs):
        return Topic.objects.filter(version__code=EDITION)


class AsItComes(resources.ModelResource):
    """One row per measurement, found by its natural key, checked by the model."""

    institution = fields.Field(
        "institution", "Institution", widgets.CachedForeignKeyWidget(Institution, "name")
    )
    topic = fields.Field("topic", "Område", TopicWidget(Topic, "name"))
    group = fields.Field("group", "Stue/gruppe", widgets.CharWidget())
    period = fields.Field("period", "Periode", widgets.CharWidget())
    year = fields.Field("year", "År", widgets.IntegerWidget())
    measured_on = fields.Field("measured_on", "Måledato", widgets.DateWidget("%d-%m-%Y"))
    value = fields.Field("value", "Gennemsnit", widgets.DecimalWidget())

    class Meta:
        model = Measurement
        import_id_fields = ["topic", "institution", "group", "period"]
        fields = ["topic", "institution", "group", "period", "year", "measured_on", "value"]
        clean_model_instances = True
        skip_unchanged = True


def preview_and_confirm(records: list[list[str]]) -> None:
    """Both steps of the admin: a dry run, and the import."""
    names = dict(Identifier.objects.values_list("value", "institution__name"))
    dataset = Dataset(
        headers=["Institution", "Måledato", "Stue/gruppe", "Område", "Gennemsnit", "Periode", "År"]
    )
    for number, day, room, _edition, topic, score in records:
        period = "-".join(reversed(day.split("-")))
        value = score.replace(",", ".")
        dataset.append([names[number], day, room, topic, value, period, period[:4]])
    for dry_run in (True, False):
        result = AsItComes().import_data(dataset, dry_run=dry_run, raise_errors=True)
        if result.has_validation_errors():
            raise RuntimeError(result.invalid_rows[0].error)

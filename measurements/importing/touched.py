"""What a file, or taking it back, writes values of."""

from django.db.models import Min, Q

from measurements.events import DataChange
from measurements.importing.diff import MeasurementsDiff
from measurements.models import Import, Inspection, Instrument, Measurement, Topic


def by_plan(plan: MeasurementsDiff) -> DataChange | None:
    """What a plan writes values or inspections of; None when it writes neither."""
    observations = [*plan.new, *(changed for _stored, changed in plan.changed)]
    inspections = [*plan.new_inspections, *(seen for _old, seen in plan.changed_inspections)]
    if not observations and not inspections:
        return None
    topics = {observation.topic for observation in observations}
    places = {observation.institution for observation in observations}
    years = {observation.year for observation in observations}
    return DataChange(
        lineages=_lineages(Q(pk__in=topics), with_inspections=bool(inspections)),
        institutions=frozenset(places | {seen.institution for seen in inspections}),
        since=min(years | {seen.year for seen in inspections}),
    )


def by_import(batch: Import) -> DataChange | None:
    """What an import wrote, as it stands before it is taken back."""
    wrote = Q(batch=batch) | Q(revisions__batch=batch)
    measured = Measurement.objects.filter(wrote).order_by()
    inspected = Inspection.objects.filter(wrote).order_by()
    places: set[int] = set()
    years = []
    for found in (measured, inspected):
        places |= set(found.values_list("institution", flat=True).distinct())
        years.append(found.aggregate(first=Min("year"))["first"])
    known = [year for year in years if year is not None]
    if not known:
        return None
    topics = Q(pk__in=measured.values("topic"))
    return DataChange(
        lineages=_lineages(topics, with_inspections=years[1] is not None),
        institutions=frozenset(places),
        since=min(known),
    )


def _lineages(topics: Q, *, with_inspections: bool) -> frozenset[str]:
    if with_inspections:
        topics |= Q(version__instrument__kind=Instrument.Kind.INSPECTION)
    found = Topic.objects.filter(topics).order_by()
    return frozenset(found.values_list("lineage", flat=True).distinct())

import json
from decimal import Decimal
from typing import Any

from django.core.management import CommandParser
from django.core.management.base import BaseCommand, CommandError

from indicators.evaluation import Attainment, attainments
from indicators.models import Indicator
from institutions.models import Cluster


class Command(BaseCommand):
    help = "Evaluate an indicator for a cluster, as everybody may see it, and say why."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("indicator_code", help="as MP4")
        parser.add_argument("--cluster", metavar="SLUG", help="the strategy's own unless told")
        parser.add_argument("--year", type=int, help="the indicator's own unless told")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(
        self,
        *,
        indicator_code: str,
        cluster: str | None = None,
        year: int | None = None,
        as_json: bool = False,
        **options: Any,
    ) -> None:
        indicator, place = _find(indicator_code, cluster)
        found = attainments([indicator], cluster=place, year=year)[indicator.pk]
        if as_json:
            self.stdout.write(json.dumps(as_contract(found), ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"{found.code} {found.year}, {place}: {found.word}")
        self.stdout.write(f"{found.result_text} ({found.target_text or '–'})")
        self.stdout.write(found.explanation)


def as_contract(found: Attainment) -> dict[str, Any]:
    """The attainment as those outside the repository read it; numbers as JSON numbers."""
    return {
        "indicator": found.code,
        "year": found.year,
        "status": found.status.value,
        "value": _json_number(found.value),
        "target": _json_number(found.target),
        "units": found.units,
        "counted": found.counted,
        "met": found.met,
        "not_rated": found.not_rated,
        "missing": found.missing,
        "suppressed": found.suppressed,
        "result": found.result_text,
        "explanation": found.explanation,
    }


def _json_number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else round(float(value), 3)


def _find(code: str, slug: str | None) -> tuple[Indicator, Cluster]:
    """The indicator of that code that fits the cluster, and the cluster."""
    indicators = Indicator.objects.filter(code__iexact=code).select_related(
        "goal__strategy__cluster"
    )
    if slug:
        try:
            cluster = Cluster.objects.get(slug=slug)
        except Cluster.DoesNotExist:
            raise CommandError(f"There is no cluster called {slug}.") from None
        fitting = [i for i in indicators if i.goal.strategy.cluster in (cluster, None)]
        # the cluster's own before the municipality's, the newest strategy first
        fitting.sort(key=lambda i: (i.goal.strategy.cluster is None, -i.goal.strategy.from_year))
        if not fitting:
            raise CommandError(f"{slug} has no indicator called {code}.")
        return fitting[0], cluster
    owned = [indicator for indicator in indicators if indicator.goal.strategy.cluster]
    clusters = {owner for i in owned if (owner := i.goal.strategy.cluster)}
    if len(clusters) == 1:
        return max(owned, key=lambda i: i.goal.strategy.from_year), clusters.pop()
    if not indicators:
        raise CommandError(f"There is no indicator called {code}.")
    raise CommandError("Several clusters can be meant: say which with --cluster.")

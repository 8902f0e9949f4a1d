"""Files to fetch: templates to fill in, and what was measured, as files that can be read in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from config.forms import Radios, field_of_rows, field_of_words
from institutions.access import Reader, scope_of
from institutions.models import Cluster, Institution
from institutions.querysets import ClusterQuerySet
from measurements.exporting import as_csv, as_workbook, empty_table, table_of, template
from measurements.layouts import all_layouts
from measurements.models import Measurement

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
FORMATS = [("xlsx", gettext_lazy("Excel (.xlsx)")), ("csv", gettext_lazy("Text (.csv)"))]


class TemplateForm(forms.Form):
    """Which template, for which institutions, and whether the last values stand in it."""

    layout = forms.ChoiceField(
        label=gettext_lazy("Template"),
        choices=lambda: [(layout.code, layout.title) for layout in all_layouts().values()],
    )
    cluster: forms.ModelChoiceField[Cluster] = forms.ModelChoiceField(
        label=gettext_lazy("Cluster"),
        queryset=Cluster.objects.none(),
        empty_label=gettext_lazy("All my institutions"),
        required=False,
    )
    is_filled = forms.BooleanField(
        label=gettext_lazy("Fill in the last values"),
        help_text=gettext_lazy("To be corrected and sent back. Untouched it changes nothing."),
        required=False,
    )

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        field_of_rows(self, "cluster").queryset = clusters_of(user)

    def clean(self) -> dict[str, Any]:
        """Figures that count people are for administrators: few may be behind them."""
        answers = super().clean() or {}
        layout = all_layouts().get(answers.get("layout", ""))
        if layout and answers.get("is_filled"):
            if not layout.instrument:
                self.add_error("is_filled", _("Local goals can only be fetched empty."))
            elif layout.counts_people and not scope_of(self.user).edits.everything:
                self.add_error(
                    "is_filled", _("Figures that count people can only be fetched empty.")
                )
        return answers

    def workbook(self) -> bytes:
        """The template as it was asked for."""
        answers = self.cleaned_data
        layout = all_layouts()[answers["layout"]]
        chosen = institutions_of(self.user, cluster=answers["cluster"])
        if not answers["is_filled"]:
            return template(empty_table(layout), institutions=chosen)
        return template(table_of(layout, institutions=chosen, latest=True), institutions=chosen)


class ExportForm(forms.Form):
    """Which measurements, and as which kind of file."""

    layout = forms.ChoiceField(
        label=gettext_lazy("Layout"),
        choices=lambda: [(one.code, one.title) for one in all_layouts().values() if one.instrument],
    )
    year = forms.TypedChoiceField(
        label=gettext_lazy("Year"), coerce=int, empty_value=None, required=False
    )
    cluster: forms.ModelChoiceField[Cluster] = forms.ModelChoiceField(
        label=gettext_lazy("Cluster"),
        queryset=Cluster.objects.all(),
        empty_label=gettext_lazy("All institutions"),
        required=False,
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        choices=FORMATS,
        widget=Radios,
        initial="xlsx",
    )

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        years = Measurement.objects.order_by("-year").values_list("year", flat=True).distinct()
        every = [("", _("All years")), *((str(year), str(year)) for year in years)]
        field_of_words(self, "year").choices = every

    def response(self) -> HttpResponse:
        """The file that was asked for."""
        answers = self.cleaned_data
        cluster = answers["cluster"]
        chosen = institutions_of(self.user, cluster=cluster, open_only=False) if cluster else None
        layout = all_layouts()[answers["layout"]]
        table = table_of(layout, institutions=chosen, year=answers["year"])
        name = f"{answers['layout']}-{timezone.localdate():%Y-%m-%d}"
        if answers["format"] == "csv":
            return attachment(as_csv(table), f"{name}.csv", CSV)
        return attachment(as_workbook(table), f"{name}.xlsx", XLSX)


@require_safe
def template_page(request: HttpRequest) -> HttpResponse:
    """Choose a template, and fetch it, for those who are responsible for institutions."""
    if not scope_of(request.user).edits:
        raise Http404
    is_asked = "layout" in request.GET
    form = TemplateForm(request.GET if is_asked else None, user=request.user)
    if is_asked and form.is_valid():
        return attachment(form.workbook(), _file_name(form.cleaned_data), XLSX)
    status = 422 if is_asked else 200
    return render(request, "measurements/templates.html", {"form": form}, status=status)


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file that the browser saves."""
    disposition = content_disposition_header(True, name)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


def clusters_of(user: Reader) -> ClusterQuerySet:
    """The clusters of the institutions a person is responsible for."""
    return Cluster.objects.filter(
        placements__institution__in=Institution.objects.editable_by(user)
    ).distinct()


def institutions_of(
    user: Reader, *, cluster: Cluster | None = None, open_only: bool = True
) -> Iterable[int]:
    """The keys of the institutions a person is responsible for, perhaps only those of a cluster."""
    found = Institution.objects.editable_by(user)
    if open_only:
        found = found.open()
    if cluster:
        found = found.in_cluster(cluster)
    return list(found.values_list("pk", flat=True))


def _file_name(answers: dict[str, Any]) -> str:
    name = f"skabelon-{answers['layout']}"
    if answers["is_filled"]:
        name += f"-{timezone.localdate():%Y-%m-%d}"
    return f"{name}.xlsx"

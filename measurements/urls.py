from django.urls import path

from measurements import fetching, own_goals, views
from measurements.own import views as own
from measurements.pages import files, receipts, typing_in, under_way

urlpatterns = [
    path("skabeloner/", fetching.template_page, name="template_list"),
    path("lokale-maal/regneark/", own_goals.local_goals_import, name="local_goals_import"),
    path(
        "lokale-maal/regneark/indlaes/",
        own_goals.local_goals_import_confirm,
        name="local_goals_import_confirm",
    ),
    path("indlaesninger/<int:pk>/raekke/<int:number>/", views.imported_row, name="imported_row"),
    path("indlaes/tal/", files.measurement_import, name="measurement_import"),
    path(
        "indlaes/tal/bekraeft/",
        files.measurement_import_confirm,
        name="measurement_import_confirm",
    ),
    path("indlaes/tal/fejl/", files.measurement_import_faults, name="measurement_import_faults"),
    path("indlaes/tal/kvitteringer/", receipts.import_list, name="import_list"),
    path("indlaes/tal/kvitteringer/<int:pk>/", receipts.import_detail, name="import_detail"),
    path("indlaes/tal/kvitteringer/<int:pk>/fil/", receipts.import_file, name="import_file"),
    path("indlaes/tal/kvitteringer/<int:pk>/fortryd/", receipts.import_undo, name="import_undo"),
    path(
        "indlaes/tal/tast-ind/<slug:code>/", typing_in.measurement_entry, name="measurement_entry"
    ),
    path("indlaes/tal/hent/", typing_in.measurement_export, name="measurement_export"),
    path(
        "indlaes/tal/under-vejs/<int:pk>/",
        under_way.measurement_under_way,
        name="measurement_under_way",
    ),
    path(
        "indlaes/tal/under-vejs/<int:pk>/bekraeft/",
        under_way.measurement_under_way_confirm,
        name="measurement_under_way_confirm",
    ),
    path(
        "indlaes/tal/under-vejs/<int:pk>/begynd-igen/",
        under_way.measurement_under_way_restart,
        name="measurement_under_way_restart",
    ),
    path(
        "indlaes/tal/under-vejs/<int:pk>/stop/",
        under_way.measurement_under_way_stop,
        name="measurement_under_way_stop",
    ),
    path(
        "indlaes/tal/under-vejs/<int:pk>/fejl/",
        under_way.measurement_under_way_faults,
        name="measurement_under_way_faults",
    ),
    path("maaleredskaber/", own.instrument_list, name="own_instrument_list"),
    path("maaleredskaber/nyt/", own.instrument_create, name="own_instrument_create"),
    path(
        "maaleredskaber/redskab/<slug:code>/", own.instrument_detail, name="own_instrument_detail"
    ),
    path(
        "maaleredskaber/redskab/<slug:code>/ny-udgave/",
        own.edition_create,
        name="own_edition_create",
    ),
    path("maaleredskaber/redskab/<slug:code>/slut/", own.instrument_end, name="own_instrument_end"),
    path(
        "maaleredskaber/redskab/<slug:code>/udgaver/<slug:version>/",
        own.edition_words,
        name="own_edition_words",
    ),
]

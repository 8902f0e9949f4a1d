from django.urls import path

from measurements import fetching, own_goals, views
from measurements.own import views as own

urlpatterns = [
    path("skabeloner/", fetching.template_page, name="template_list"),
    path("lokale-maal/regneark/", own_goals.local_goals_import, name="local_goals_import"),
    path(
        "lokale-maal/regneark/indlaes/",
        own_goals.local_goals_import_confirm,
        name="local_goals_import_confirm",
    ),
    path("indlaesninger/<int:pk>/raekke/<int:number>/", views.imported_row, name="imported_row"),
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

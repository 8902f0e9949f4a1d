from django.urls import path

from measurements import fetching, own_goals, views

urlpatterns = [
    path("skabeloner/", fetching.template_page, name="template_list"),
    path("lokale-maal/regneark/", own_goals.local_goals_import, name="local_goals_import"),
    path(
        "lokale-maal/regneark/indlaes/",
        own_goals.local_goals_import_confirm,
        name="local_goals_import_confirm",
    ),
    path("indlaesninger/<int:pk>/raekke/<int:number>/", views.imported_row, name="imported_row"),
]

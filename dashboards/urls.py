from django.urls import path

from dashboards.views import about

urlpatterns = [
    path("privatliv/", about.privacy, name="privacy"),
    path("saadan-laeser-du-tallene/", about.reading_guide, name="reading_guide"),
]

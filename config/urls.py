"""Every address begins here; each app keeps its own."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from config import views
from config.metrics import metrics

handler404 = views.not_found
handler500 = views.fault

urlpatterns = [
    path("konto/", include("accounts.urls")),
    path("min-side/", include("accounts.my_page_urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("dashboards.api.urls")),
    path("personer/", include("institutions.people.urls")),
    path("roller/", include("institutions.claims.urls")),
    path("", include("imports.urls")),
    path("", include("institutions.urls")),
    path("", include("dashboards.urls")),
    path("moeder/", include("meetings.urls")),
    path("", include("meetings.year_urls")),
    path("", include("duties.urls")),
    path("hoeringer/", include("hearings.urls")),
    path("ledelse/", include("leadership.urls")),
    path("", include("leadership.goal_urls")),
    path("vaerdigrundlag/", include("leadership.value_base.urls")),
    path("", include("leadership.value_base.file_urls")),
    path("programmer/", include("programmes.urls")),
    path("boern-og-foraeldre/", include("voices.urls")),
    path("", include("indicators.urls")),
    path("", include("measurements.urls")),
    path("", include("strategy.urls")),
    path("hjaelp/", include("guides.urls")),
    path("sprog/", login_not_required(set_language), name="set_language"),
    path("was", views.accessibility, name="accessibility"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("healthz/live", views.health_live, name="health_live"),
    path("healthz/ready", views.health_ready, name="health_ready"),
    path("metrics", metrics, name="metrics"),
]

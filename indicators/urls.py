from django.urls import path

from indicators.pages import views

urlpatterns = [
    path("maalepunkter/", views.indicator_list, name="indicator_list"),
    path("maalepunkter/<int:pk>/", views.indicator_detail, name="indicator_detail"),
]

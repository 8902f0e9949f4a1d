from django.urls import path

from indicators.pages import builder, follows, owners, views

urlpatterns = [
    path("maalepunkter/", views.indicator_list, name="indicator_list"),
    path("maalepunkter/nyt/", builder.indicator_begin, name="indicator_begin"),
    path("maalepunkter/nyt/<int:goal>/", builder.indicator_create, name="indicator_create"),
    path("maalepunkter/<int:pk>/", views.indicator_detail, name="indicator_detail"),
    path("maalepunkter/<int:pk>/foelg/", follows.indicator_follow, name="indicator_follow"),
    path("maalepunkter/<int:pk>/ansvarlig/", owners.indicator_owner, name="indicator_owner"),
    path("maaleredskaber/<slug:code>/foelg/", follows.instrument_follow, name="instrument_follow"),
    path(
        "maalepunkter/foelger/<int:pk>/stop/",
        follows.indicator_unfollow,
        name="indicator_unfollow",
    ),
    path("maalepunkter/<int:pk>/ret/", builder.indicator_edit, name="indicator_edit"),
    path("maalepunkter/<int:pk>/afslut/", builder.indicator_end, name="indicator_end"),
    path("maalepunkter/<int:pk>/fjern/", builder.indicator_remove, name="indicator_remove"),
]

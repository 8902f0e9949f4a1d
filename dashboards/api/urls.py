from dashboards.api import api

urlpatterns, app_name, _namespace = api.urls
for pattern in urlpatterns:
    # the key says who asks, not a session
    setattr(pattern.callback, "login_required", False)  # noqa: B010

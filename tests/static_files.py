def serve_as_they_lie(settings) -> None:
    """Let static files be found where they lie: nothing is collected, and nothing warned about."""
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.WHITENOISE_USE_FINDERS = True
    settings.WHITENOISE_AUTOREFRESH = True

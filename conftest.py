"""The environment of every test, whatever the shell or an .env file says about other things."""

import os

os.environ.update(
    DJANGO_SETTINGS_MODULE="config.settings",
    DEBUG="off",
    HTTPS="off",
    SECRET_KEY="only-for-the-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    CSRF_TRUSTED_ORIGINS="",
    EMAIL_URL="memorymail://",
    CACHE_URL="locmemcache://",
    WAS_URL="https://was.example.com/ledestjernen",
    MUNICIPALITY_NAME="Eksempelkøbing Kommune",
    LOG_LEVEL="WARNING",
)
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

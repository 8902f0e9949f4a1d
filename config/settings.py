"""Every setting of Ledestjernen; docs/configuration.md describes each environment variable."""

import datetime
import sys
from pathlib import Path

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from import_export.formats.base_formats import CSV, XLSX

from config.languages import more_languages
from config.openid import OpenIdProvider
from config.saml import SamlProvider
from config.sign_ins import refuse_same_key

django_stubs_ext.monkeypatch()  # Django's classes can be told what they are of: ModelAdmin[Goal]

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()  # NAME_FILE holds the value of NAME: secrets stay out of listings
env.read_env(BASE_DIR / ".env")  # what the environment says already wins

VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))  # all that the application writes
VAR_DIR.mkdir(exist_ok=True)

# --- The essentials ---------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", False)
HTTPS = env.bool("HTTPS", not DEBUG)
SECRET_KEY = env.str("SECRET_KEY", "development-only" if DEBUG else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)

if not DEBUG:
    for key in [SECRET_KEY, *SECRET_KEY_FALLBACKS]:
        if len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure-"):
            raise ImproperlyConfigured(
                "SECRET_KEY must be at least 50 random characters. Make one with: python -c"
                " 'from secrets import token_urlsafe; print(token_urlsafe(50))'"
            )

INSTALLED_APPS = [
    "dashboards",
    "duties",
    "hearings",
    "meetings",
    "leadership",
    "programmes",
    "voices",
    "indicators",
    "measurements",
    "strategy",
    "institutions",
    "imports",
    "accounts",
    "chance",
    "charts",
    "guides",
    "config",
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_tasks",
    "config.apps.BackgroundWorkConfig",
    "import_export",
    "simple_history",
    "config.apps.SignInAttemptsConfig",
    "allauth",
    "config.apps.DoorsConfig",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",  # loads python3-saml when somebody comes by it
]
if env.bool("DEMO", not HTTPS):
    INSTALLED_APPS.insert(
        0, "demo"
    )  # the fictional municipality and its people with a known password

MIDDLEWARE = [
    "config.request_ids.number_each",  # before all that may write into the log
    "config.metrics.count_each",
    # The next six answer for the headers of every response, static files and errors included.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.same_origin_only",
    "config.middleware.faults_are_not_kept",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads at random: secrets cannot be told by length
    "config.middleware.health_first",
    "config.unstored.tell_that_it_is_for_now",
    "config.middleware.no_null_characters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.unstored.give_back",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.sessions.limit_sessions",
    "allauth.account.middleware.AccountMiddleware",  # what a login under way waits for
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.factor.demand.demand_factor",
    "institutions.people.looking.look_as",  # who looks has shown who they are
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "accounts.watching.note_what_matters",
    "axes.middleware.AxesMiddleware",
    "charts.taking.take_along",  # last: what it takes apart is the page as it is sent
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dashboards.navigation.navigation",
            ],
        },
    },
]

# --- Database ---------------------------------------------------------------------------------

# Pages may go through a pooler that lends a connection for one transaction; commands (upgrades,
# backups, `work`) need one of their own, and use the second address where there is one.
POOLED = bool(env.str("DATABASE_DIRECT_URL", ""))
BY_HAND = Path(sys.argv[0]).name == "manage.py"
DATABASES = {"default": env.db("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if POOLED and BY_HAND:
    DATABASES["default"] = env.db("DATABASE_DIRECT_URL", "")
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Foreign keys are enforced by Django itself on every connection.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,  # seconds a writer waits for another: SQLite's busy_timeout
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # The last connection that closes takes the log of writes with it, and on a full disk nobody can
    # make it anew: then not even a page could be read.
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = POOLED and not BY_HAND
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache("CACHE_URL", "locmemcache://")}

# --- People -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "login"

# django-allauth takes a person through what stands between the right password (or the sign-in of
# the municipality) and the first page. Nobody signs up, and `User.email` is all there is of
# addresses.
ACCOUNT_ADAPTER = "accounts.entrance.adapter.Entrance"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
MFA_ADAPTER = "accounts.factor.adapter.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a code is good for the half minute before and after its own
ACCOUNT_RATE_LIMITS = False  # ours count in one place for all processes: accounts/throttling
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"

# The sign-ins of the municipality: docs/sign-in.md.
OIDC_PROVIDERS = OpenIdProvider.read(env.str("OIDC_PROVIDERS", ""))
SAML_PROVIDERS = SamlProvider.read(env.str("SAML_PROVIDERS", ""))
refuse_same_key(OIDC_PROVIDERS, SAML_PROVIDERS)
OIDC_CLOCK_SKEW_SECONDS = env.int("OIDC_CLOCK_SKEW_SECONDS", 60)
ROLES_FILE = env.str("ROLES_FILE", "")
SOCIALACCOUNT_ADAPTER = "accounts.entrance.known.Acquaintance"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "accounts.entrance.openid.CheckedOpenId"},
    "saml": {"provider_class": "accounts.entrance.saml.provider.CheckedSaml"},
}

# Length and rarity make a password strong; rules of composition make it predictable.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.passwords.LocalWordsValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60 * 4
# Days that the link of an invitation opens.
INVITATION_DAYS = env.int("INVITATION_DAYS", 14)

# Days that things are kept until `manage.py purge` takes them away; docs/privacy.md lists them all.
SECURITY_LOG_DAYS = env.int("SECURITY_LOG_DAYS", 730)
SIGN_IN_KEEP_DAYS = env.int("SIGN_IN_KEEP_DAYS", 90)
ACCESS_KEY_KEEP_DAYS = env.int("ACCESS_KEY_KEEP_DAYS", 365)
CLOSED_ACCOUNT_KEEP_DAYS = env.int("CLOSED_ACCOUNT_KEEP_DAYS", 365)
INVITATION_KEEP_DAYS = env.int("INVITATION_KEEP_DAYS", 365)
HISTORY_KEEP_DAYS = env.int("HISTORY_KEEP_DAYS", 3650)
MINUTES_KEEP_DAYS = env.int("MINUTES_KEEP_DAYS", 0)
REMINDER_KEEP_DAYS = env.int("REMINDER_KEEP_DAYS", 730)
NOTICES_FROM_HOUR = env.int("NOTICES_FROM_HOUR", 7)
NOTICES_UNTIL_HOUR = env.int("NOTICES_UNTIL_HOUR", 20)
BACKGROUND_WORK_KEEP_DAYS = env.int("BACKGROUND_WORK_KEEP_DAYS", 30)
AUTOSAVE_KEEP_DAYS = env.int("AUTOSAVE_KEEP_DAYS", 90)
ONBOARDING_KEEP_DAYS = env.int("ONBOARDING_KEEP_DAYS", 365)

# When what runs every day runs, by `manage.py work`, in Danish time; empty: never.
SURVEYS_AT = env.str("SURVEYS_AT", "00:30")
PURGE_AT = env.str("PURGE_AT", "01:00")
ON_SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
BACKUP_AT = env.str("BACKUP_AT", "*:20" if ON_SQLITE else "03:00")
BACKUP_DIR = Path(env.str("BACKUP_DIR", str(VAR_DIR / "backups")))
BACKUP_KEEP_DAYS = env.int("BACKUP_KEEP_DAYS", 14)
BACKUP_MAX_AGE_HOURS = env.int("BACKUP_MAX_AGE_HOURS", 26)
WORK_STOP_SECONDS = env.int("WORK_STOP_SECONDS", 60)  # for what is under way when work is to end

SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", 60)
SESSION_IDLE_MINUTES_BOARD = env.int("SESSION_IDLE_MINUTES_BOARD", 30)
SESSION_MAX_HOURS = env.int("SESSION_MAX_HOURS", 12)
# In the demo people come in with the password that everybody knows: nothing more is demanded there.
DEMANDING = [] if "demo" in INSTALLED_APPS else ["superuser", "staff", "administrator", "area_head"]
SECOND_FACTOR_ROLES = env.list("SECOND_FACTOR_ROLES", default=DEMANDING)
PASSKEY_ALONE = env.bool("PASSKEY_ALONE", True)
FRESH_SIGN_IN_MINUTES = env.int("FRESH_SIGN_IN_MINUTES", 15)
SESSION_COOKIE_AGE = SESSION_MAX_HOURS * 60 * 60

# Locked are a person and an address together: a whole municipality may share one address, and
# nobody can lock a colleague out from elsewhere.
AXES_FAILURE_LIMIT = env.int("SIGN_IN_FAILURES", 10)
AXES_COOLOFF_TIME = datetime.timedelta(minutes=env.int("SIGN_IN_LOCK_MINUTES", 60))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "accounts.sign_in.attempted_email"
AXES_CLIENT_IP_CALLABLE = "accounts.sign_in.network_of"
AXES_LOCKOUT_CALLABLE = "accounts.sign_in.locked_out"
AXES_VERBOSE = False
# Besides the lock: how often a network and everybody together may guess; see accounts/throttling.
SIGN_IN_FAILURES_PER_NETWORK = env.int("SIGN_IN_FAILURES_PER_NETWORK", 60)
SIGN_IN_FAILURES_BEFORE_DELAY = env.int("SIGN_IN_FAILURES_BEFORE_DELAY", 10)

# What was once written is looked at in the administration, never put back by a click.
SIMPLE_HISTORY_REVERT_DISABLED = True

# --- Security ---------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in [
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "clipboard-read",
        "clipboard-write",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "gamepad",
        "geolocation",
        "gyroscope",
        "hid",
        "identity-credentials-get",
        "idle-detection",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "picture-in-picture",
        "screen-wake-lock",
        "serial",
        "speaker-selection",
        "storage-access",
        "usb",
        "xr-spatial-tracking",
    ]
}
# Passkeys, on our own pages alone.
PERMISSIONS_POLICY |= {f"publickey-credentials-{what}": ["self"] for what in ("create", "get")}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz/", r"^metrics$"]  # asked from inside, before the proxy
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# A browser keeps a __Host- cookie only over https, for this host alone.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
KNOWN_BROWSER_COOKIE_NAME = f"{COOKIE_PREFIX}known"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365

# --- Language, dates and numbers --------------------------------------------------------------

LANGUAGE_CODE = "da"
LANGUAGES = [
    ("da", _("Danish")),
    ("en", _("English")),
    *more_languages(env.list("MORE_LANGUAGES", default=[])),
]
OWN_WORDS = VAR_DIR / "locale"  # of the municipality, or in more languages: they come first
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "third_party"]
if OWN_WORDS.is_dir():
    LOCALE_PATHS.insert(0, OWN_WORDS)
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True

# --- Static files and forms -------------------------------------------------------------------

STATIC_URL = "static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "config.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Imports and exports ----------------------------------------------------------------------

IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", 20_000_000)
IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", 200_000)
IMPORT_MAX_COLUMNS = env.int("IMPORT_MAX_COLUMNS", 100)
IMPORT_MAX_CELLS = env.int("IMPORT_MAX_CELLS", 4_000_000)
# A workbook is a zip file: small to send, large to unpack.
IMPORT_XLSX_MAX_BYTES = env.int("IMPORT_XLSX_MAX_BYTES", 5_000_000)
IMPORT_XLSX_MAX_ROWS = env.int("IMPORT_XLSX_MAX_ROWS", 5_000)
IMPORT_XLSX_MAX_CELLS = env.int("IMPORT_XLSX_MAX_CELLS", 250_000)
IMPORT_XLSX_MAX_MEMBERS = env.int("IMPORT_XLSX_MAX_MEMBERS", 200)
IMPORT_XLSX_MAX_UNPACKED_BYTES = env.int("IMPORT_XLSX_MAX_UNPACKED_BYTES", 50_000_000)
IMPORT_XLSX_MAX_RATIO = env.int("IMPORT_XLSX_MAX_RATIO", 200)
# Files of more rows are read beside the pages, by `manage.py work`.
IMPORT_BACKGROUND_ROWS = env.int("IMPORT_BACKGROUND_ROWS", 20_000)
IMPORT_MAIL_SECONDS = env.int("IMPORT_MAIL_SECONDS", 60)
IMPORT_KEEP_FILES_DAYS = env.int("IMPORT_KEEP_FILES_DAYS", 730)
# Days after which an answer about files is forgotten that nobody has had use for.
IMPORT_MEMORY_DAYS = env.int("IMPORT_MEMORY_DAYS", 1095)
FILE_UPLOAD_HANDLERS = [
    "config.uploads.SmallFile",
    "config.uploads.LargeFile",
]
ATTACHMENT_MAX_BYTES = env.int("ATTACHMENT_MAX_BYTES", 10_000_000)
ATTACHMENT_MAX_PIXELS = env.int("ATTACHMENT_MAX_PIXELS", 50_000_000)
ATTACHMENT_BYTES_PER_DAY = env.int("ATTACHMENT_BYTES_PER_DAY", 100_000_000)

IMPORT_EXPORT_FORMATS = [XLSX, CSV]
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "add"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- E-mail and logs --------------------------------------------------------------------------

# Without EMAIL_URL nothing is sent; in development mail is shown in the terminal.
vars().update(env.email("EMAIL_URL", "consolemail://" if DEBUG else "dummymail://"))
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 20)  # seconds that a silent mail server is waited for
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Ledestjernen <noreply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

DISK_FREE_MB = env.int("DISK_FREE_MB", 200)

# Numbers for Prometheus at /metrics, for whoever has the token; empty: there are none.
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
# Where faults are told of beside the log, to a Sentry or what understands it; empty: nowhere.
SENTRY_DSN = env.str("SENTRY_DSN", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonFormatter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "security": {"level": "INFO"},  # whatever LOG_LEVEL says
        # A hostile file would write a line for each of its objects.
        "pypdf": {"handlers": ["nowhere"], "propagate": False},
    },
}

# --- The municipality -------------------------------------------------------------------------

SITE_URL = env.str("SITE_URL", "")
MUNICIPALITY_NAME = env.str("MUNICIPALITY_NAME", "Eksempelkøbing Kommune")
CLUSTER_WORD = env.str("CLUSTER_WORD", "klynge")
WAS_URL = env.str("WAS_URL", "")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "")
PAPER_LOGO = env.str("PAPER_LOGO", "")
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", 120)
API_UNKNOWN_KEYS_PER_MINUTE = env.int("API_UNKNOWN_KEYS_PER_MINUTE", 60)
API_OPEN_KEYS = env.int("API_OPEN_KEYS", 10)
# How often somebody tells how a local goal under way goes.
STATUS_EVERY_DAYS = env.int("STATUS_EVERY_DAYS", 92)

SMALL_N_BOARD = env.int("SMALL_N_BOARD", 5)
SMALL_N_ANY = env.int("SMALL_N_ANY", 3)

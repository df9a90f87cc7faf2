"""All settings, in one file; what differs between machines is read strictly from the environment.

Without any variable the product runs on embedded defaults (SQLite, in-process worker, debug off but local hosts
only). `DEPLOY=1` is production: secrets, hosts and mail must then be named, and cookies travel over HTTPS only.
"""

import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from emulation import environment as env
from emulation import storage

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
TESTING = "pytest" in sys.modules

DEPLOY = env.flag("DEPLOY", False)
DEBUG = env.flag("DEBUG", False)
if DEPLOY and DEBUG:
    raise ImproperlyConfigured("DEBUG=1 together with DEPLOY=1 would show secrets to strangers: unset one of them.")

# The demonstration: `make run` loads it and the login page names its accounts.
DEMO = env.flag("DEMO", False)
if DEPLOY and DEMO:
    raise ImproperlyConfigured("DEMO=1 together with DEPLOY=1 would open accounts with a known password: unset one.")

SECRET_KEY = env.text("SECRET_KEY", None if DEPLOY else "embedded-default-key-for-one-machine-only-never-deploy-this")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", [] if DEPLOY else ["localhost", "127.0.0.1", "[::1]", "testserver"])
if DEPLOY and not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "Set the environment variable ALLOWED_HOSTS: the names under which people reach the site."
    )
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if DEPLOY else []

# --- applications ---------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "emulation",
    "awards",
    "clusters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "emulation.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "emulation.middleware.Refusals",
]

ROOT_URLCONF = "emulation.urls"
WSGI_APPLICATION = "emulation.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "emulation.context.frame",
            ],
        },
    }
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- data -----------------------------------------------------------------------------------------------------

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR_DIR / "emulation.sqlite3",
    # Writers must take the lock when they begin: SELECT FOR UPDATE does nothing on SQLite.
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    },
    # In-memory test databases know neither WAL nor the timeout.
    "TEST": {"NAME": VAR_DIR / "test.sqlite3"},
}


def _postgres(url: str) -> dict:
    parsed = environ.Env.db_url_config(url)
    if parsed.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// — without it SQLite is used.")
    size = env.number("DATABASE_POOL", 8, least=1, most=200)
    pool = {} if TESTING else {"pool": {"min_size": min(2, size), "max_size": size, "timeout": 10}}
    # Who may see what makes long plans of short queries: compiling one takes half a second and saves nothing.
    return {**parsed, "OPTIONS": {"options": "-c jit=off", **pool}}


DATABASE_URL = env.text("DATABASE_URL", "")
DATABASES = {"default": _postgres(DATABASE_URL) if DATABASE_URL else SQLITE}
if not DATABASE_URL:
    VAR_DIR.mkdir(parents=True, exist_ok=True)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = VAR_DIR / "files"
STORED_FILE_LIMIT = env.number("STORED_FILE_LIMIT_MB", 20, least=1, most=500) * 1024 * 1024
# A PKCS#12 file with the certificate that seals receipts; without one they bear their content hash only.
RECEIPT_SEAL = env.file("RECEIPT_SEAL")
RECEIPT_SEAL_PASSWORD = env.text("RECEIPT_SEAL_PASSWORD", "")
# The virus scanner clamd: "host:port" or "unix:/path"; without it evidence is said to be not scanned.
CLAMD = env.socket_address("CLAMD")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Who is asked what is known already of the units of a year that opens, or of a body that has taken over others: each
# gives `Known` facts of a season. So the ground floor hears of what the floors above it keep, and imports none of them.
FACT_KEEPERS = ["awards.services.honour.known_in"]

# --- worker ---------------------------------------------------------------------------------------------------

REDIS_URL = env.text("REDIS_URL", "")
EMBEDDED_WORKER = not REDIS_URL
CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
# The memory transport waits a second for each task unless it is told to look more often.
CELERY_BROKER_TRANSPORT_OPTIONS = {} if REDIS_URL else {"polling_interval": 0.05}
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    # What the broker lost is a row in the outbox still: this sends it.
    "send-notices": {"task": "clusters.tasks.send_notices", "schedule": 60.0},
    "scan-evidence": {"task": "clusters.tasks.scan_evidence", "schedule": 60.0},
    # Once a day for each person and thing; asked every hour, so that a worker that slept makes up for it.
    "remind": {"task": "clusters.tasks.remind", "schedule": 3600.0},
    "sweep-uploads": {"task": "clusters.tasks.sweep_uploads", "schedule": 3600.0},
}
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

# --- people ---------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "clusters.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "emulation.accounts.Adapter"
ACCOUNT_USER_DISPLAY = str
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
# Signing and sealing ask for the password or the second factor again after this many seconds.
ACCOUNT_REAUTHENTICATION_TIMEOUT = env.number("REAUTHENTICATION_SECONDS", 300, least=10, most=86400)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Thi đua"
USERSESSIONS_TRACK_ACTIVITY = False

# --- language and time ----------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["emulation.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

# --- pages ----------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
if not DEPLOY:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": storage.configured(),
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if DEPLOY
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not DEPLOY
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
if DEPLOY:
    SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# --- mail -----------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Thi đua <thi-dua@localhost>")
_here = f"http://{env.text('HOST', '127.0.0.1')}:{env.number('PORT', 8000, least=1, most=65535)}"
SITE_ADDRESS = env.text("SITE_ADDRESS", None if DEPLOY else _here)
EMAIL_URL = env.text("EMAIL_URL", None if DEPLOY else "filemail://")
vars().update(environ.Env.email_url_config(EMAIL_URL))
if EMAIL_URL.startswith("filemail"):
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}

"""Settings, all from environment variables FENMING_… or the file FENMING_ENV_FILE names (docs/operations.md)."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import dj_database_url
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
if env_file := os.environ.get("FENMING_ENV_FILE"):
    env.read_env(env_file)

VAR_DIR = Path(env.str("FENMING_VAR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
# Files handed in: no web server may serve this folder; the backup takes it along.
EVIDENCE_DIR = VAR_DIR / "evidence"
# Tables being looked over before they are taken in, a day at most; neither served nor backed up.
IMPORT_DIR = VAR_DIR / "imports"
# Forms made many at once, for some days; they can be made again, so no backup takes them.
FORMS_DIR = VAR_DIR / "forms"

# Demo mode: invented people, a day that can be moved, passwords printed on the sign-in page.
DEMO = env.bool("FENMING_DEMO", False)
DEMO_SECRET = "fenming-demo-secret-never-for-real-use"  # noqa: S105 refused below outside demo mode
DEMO_PASSWORD = "yanshi-2026"  # noqa: S105 refused at sign-in outside demo mode


def _secret_key() -> str:
    if DEMO:
        return DEMO_SECRET
    given: str = env.str("FENMING_SECRET_KEY", "")
    path = VAR_DIR / "secret-key"
    if not given:
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(50))
        given = path.read_text().strip()
    if given == DEMO_SECRET or len(given) < 32:
        raise ImproperlyConfigured(
            "FENMING_SECRET_KEY 是演示用的或太短（至少 32 个字符），请换成本支部自己的随机值。"
        )
    return given


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = env.list("FENMING_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("FENMING_ORIGINS", default=[])
# Behind the school's HTTPS, FENMING_HTTPS=1 makes cookies secure and trusts the proxy's header.
HTTPS = env.bool("FENMING_HTTPS", False)
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS

# Where people open the system, for e-mails; and the mail server, smtp+tls://user:password@host:587. Without one, none.
PUBLIC_URL = env.str("FENMING_URL", "").rstrip("/")
MAIL_FROM = env.str("FENMING_MAIL_FROM", "")
MAIL_SERVER = env.str("FENMING_MAIL", "")
if MAIL_SERVER:
    if not MAIL_FROM:
        raise ImproperlyConfigured("设了 FENMING_MAIL，还要用 FENMING_MAIL_FROM 写明发件人的邮箱。")
    _mail = environ.Env.email_url_config(MAIL_SERVER)
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
    EMAIL_TIMEOUT = 20

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "django_htmx",
    "fenming.records",
    "fenming.pages",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fenming.pages.shell.ShellMiddleware",
    "axes.middleware.AxesMiddleware",
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

ROOT_URLCONF = "fenming.site.urls"
WSGI_APPLICATION = "fenming.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "fenming.pages.shell.shell",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

SQLITE_OPTIONS = {
    # IMMEDIATE: a writer takes its lock at once instead of failing half-way
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
}
DATABASES = {
    "default": dj_database_url.parse(
        env.str("FENMING_DATABASE_URL", f"sqlite:///{VAR_DIR / 'fenming.sqlite3'}"), conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "fenming.site.queued_sqlite"
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    # a file, not memory: tests that commit work on copies of it
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "records.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "fenming.site.accounts.AccountBackend",
]
PASSWORD_HASHERS = [
    "fenming.site.demo_hasher.DemoHasher" if DEMO else "django.contrib.auth.hashers.Argon2PasswordHasher"
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
FILE_UPLOAD_HANDLERS = [
    "fenming.pages.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CSRF_FAILURE_VIEW = "fenming.pages.errors.csrf_failure"
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "fenming.site.sessions"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "fenming.pages.sign_in.locked_out"

# Pages made before, in the memory of each process (decision 0009): what was written past the verbs, as a text erased
# by law, is seen five minutes later at the latest.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 300,
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
    # counters of public questions, apart from the pages that are kept, so that neither crowds out the other
    "counters": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "counters"},
}
RATELIMIT_USE_CACHE = "counters"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["axes.W003"]

"""What the settings promise, read from the file itself: tests may lay their own over Django's copy."""

from __future__ import annotations

from fenming.site import settings


def test_passwords_are_hashed_with_argon2_and_nothing_weaker() -> None:
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_no_page_shows_its_insides() -> None:
    assert settings.DEBUG is False
    assert settings.SESSION_COOKIE_HTTPONLY


def test_a_database_file_is_written_to_the_disk_before_a_write_is_answered() -> None:
    pragmas = settings.SQLITE_OPTIONS["init_command"]
    assert "synchronous=FULL" in pragmas
    assert "foreign_keys=ON" in pragmas
    assert settings.SQLITE_OPTIONS["transaction_mode"] == "IMMEDIATE"

"""Who may sign in. An account gives no authority: offices do."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from .organisation import Person


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login=username)


class Account(AbstractBaseUser):
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    login = models.CharField(max_length=40, unique=True)
    # true until the one-time code has been replaced by a password of one's own
    must_set_password = models.BooleanField(default=True)
    code_expires_on = models.DateField(null=True)
    # shown to the member: who gave out a new code in place of a forgotten password, and when
    reset_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reset_at = models.DateTimeField(null=True)
    large_type = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        verbose_name = "账号"
        constraints = [models.CheckConstraint(name="account_login_given", condition=~Q(login=""))]

    def __str__(self) -> str:
        return self.login

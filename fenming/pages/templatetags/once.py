"""The hidden field that makes a form count once, however often its button is pressed."""

from __future__ import annotations

import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """A fresh key for one form; actions refuse the same key a second time."""
    return format_html('<input type="hidden" name="key" value="{}">', secrets.token_urlsafe(18))

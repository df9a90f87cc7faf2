"""The way in for somebody who has no password yet."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from clusters.models import User


def ways_in(person: User) -> dict[str, Any]:
    """Where the person chooses a password, for how many days, and where to ask again afterwards.

    The link is that of a forgotten password: it works once, and allauth owns the page behind it. It is made while the
    letter is sent and kept nowhere, for whoever has it gets in. allauth notes the mail address as it makes it.
    """
    key = default_token_generator.make_token(person)
    choose = {"uidb36": user_pk_to_url_str(person), "key": key}
    return {
        "link": settings.SITE_ADDRESS + reverse("account_reset_password_from_key", kwargs=choose),
        "again": settings.SITE_ADDRESS + reverse("account_reset_password"),
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
    }

"""What the frame of every page shows. Runs only where a template is rendered, so not for downloads."""

import json

from django.conf import settings

from emulation.queries import navigation


def frame(request) -> dict:
    """The menu, the number of unread notices (counted only when the template asks), the accounts to try."""
    user = getattr(request, "user", None)
    here = getattr(getattr(request, "resolver_match", None), "url_name", None) or ""
    if user is None or not user.is_authenticated:
        return {"navigation": [], "unread_notices": 0, "demo_accounts": _demo_accounts(here)}
    return {
        "navigation": navigation.places(user, here),
        "unread_notices": lambda: navigation.unread(user),
        "demo_accounts": [],
    }


def _demo_accounts(here: str) -> list[dict]:
    """What the demo loader has written down; nothing anywhere but on the login page of a demonstration."""
    if not settings.DEMO or here != "account_login":
        return []
    try:
        accounts = json.loads((settings.VAR_DIR / "demo-accounts.json").read_text())
    except (OSError, ValueError):
        return []
    return [{"post": "", "username": "", "password": "", **account} for account in accounts]

"""What the frame of every page shows."""

from clusters.models import Notice


def frame(request) -> dict:
    """Number of unread notices, counted only when the template asks."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"unread_notices": 0}
    return {"unread_notices": lambda: Notice.objects.visible_to(user).unread().count()}

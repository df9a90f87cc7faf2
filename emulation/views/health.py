"""Whether the product is alive and ready, for the machines that watch it."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from emulation.queries import health


@require_safe
@login_not_required
def live(request):
    """Answers 200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@require_safe
@login_not_required
def ready(request):
    """Answers 200 when requests can be served, else 503; says what is amiss, and nothing else about the machine."""
    state = health.state()
    return JsonResponse(state, status=200 if state["status"] == "ready" else 503)

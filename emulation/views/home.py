"""My tasks: the first page after login."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from clusters import clock
from emulation.queries import task as tasks


@require_safe
def index(request):
    desk = tasks.of(request.user)
    return render(request, "emulation/home/index.html", {"desk": desk, "as_at": clock.now()})

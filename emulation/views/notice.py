"""One's own notices."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clusters import paging
from clusters.services import notice as outbox
from emulation.queries import notice as notices

PER_PAGE = 30


@require_safe
def index(request):
    page = paging.page(notices.of(request.user), request, per=PER_PAGE)
    context = {"page": page, "lines": notices.lines(page.object_list)}
    return render(request, "emulation/notice/list.html", context)


@require_POST
def read(request):
    outbox.mark_read(by=request.user)
    messages.success(request, _("All notices are marked as read."))
    return redirect("notices")

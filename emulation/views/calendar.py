"""The dates that concern a person: a month of them, and the address for a calendar elsewhere."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters import table_html
from clusters.exports import calendar_feed as export
from clusters.queries import calendar_feed as feeds
from clusters.queries import cluster as clusters
from clusters.queries import season as seasons
from clusters.services import calendar as deeds
from clusters.views import listing
from emulation.forms.calendar import CalendarFilter
from emulation.queries import calendar as queries

PAGE = "emulation/calendar/page.html"


@require_safe
def index(request):
    choices = {"years": seasons.years(request.user), "authorities": clusters.authorities(request.user)}
    form = CalendarFilter(request.GET, **choices)
    month = queries.Month.of(request.GET.get("month", ""))
    found = queries.chosen(queries.entries(request.user, month.first, month.last), **form.criteria())
    ways = {name: _to(request, way) for name, way in (("before", month.before), ("after", month.after))}
    page = {"form": form, "month": month, "weeks": queries.weeks(month, found), "ways": {**ways, "now": _to(request)}}
    return listing.respond(request, PAGE, queries.table(found), f"calendar-{month}", **page, week=queries.week())


def _to(request, month: queries.Month | str = "") -> str:
    """The same filters in another month; without one, in that of today."""
    return table_html.address(request.GET, month=str(month), page="")


@require_http_methods(["GET", "HEAD", "POST"])
def feed_address(request):
    """Shows the address once, on the answer that made it; the page itself knows only that there is one."""
    address = ""
    if request.method == "POST":
        address = request.build_absolute_uri(reverse("calendar-feed", args=[deeds.make(by=request.user)]))
    context = {"address": address, "feed": feeds.in_force(request.user)}
    answer = render(request, "emulation/calendar/feed.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
def revoke(request):
    deeds.revoke(by=request.user)
    messages.success(request, _("The address is revoked. It leads nowhere any more."))
    return redirect("calendar-address")


@login_not_required
@require_safe
def feed(request, key):
    """Read by calendar programs, which have no session: the key says whose it is."""
    person = feeds.reader(key)
    if person is None:
        raise Http404
    with translation.override(person.language):
        home = f"{request.scheme}://{request.get_host()}"
        content = export.written(queries.for_feed(person), home=home)
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": 'inline; filename="thi-dua.ics"'}
    return HttpResponse(content, content_type=export.TYPE, headers=headers)

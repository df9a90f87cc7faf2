"""The calendar of working days: read by all, kept by few."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Invalid, Stale
from clusters.forms import problems
from clusters.forms import working_day as forms
from clusters.models import WorkingDay
from clusters.policies import working_day as policy
from clusters.queries import working_day as queries
from clusters.queries.trail import trail
from clusters.services import working_day as deeds
from clusters.views import listing

FORM = "clusters/working_day/form.html"


@require_safe
def index(request):
    form = forms.YearFilter(request.GET, years=queries.years())
    may_keep = policy.may_keep_calendar(request.user)
    table = queries.table(queries.listed(form.chosen()), changing=bool(may_keep))
    return listing.respond(request, "clusters/working_day/list.html", table, "days", form=form, may_keep=may_keep)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    policy.may_keep_calendar(request.user).require()
    form = forms.DayForm(request.POST or None, initial={"is_worked": "off"})
    words = {"title": _("Enter a day"), "submit_label": _("Enter it"), "day": None, "entries": []}
    return _kept(request, form, words)


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request):
    policy.may_keep_calendar(request.user).require()
    form = forms.PasteForm(request.POST or None)
    words = {"title": _("Enter several days"), "submit_label": _("Enter them"), "day": None, "entries": []}
    return _kept(request, form, words)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request, pk):
    policy.may_keep_calendar(request.user).require()
    day = get_object_or_404(WorkingDay, pk=pk)
    form = forms.DayForm(request.POST or None, initial=forms.initial_of(day))
    form.fields["day"].widget.attrs["readonly"] = True
    words = {"title": _("Change a day"), "submit_label": _("Save the change"), "day": day}
    words |= {"entries": trail(day, request.user), "stamp": queries.stamp(day)}
    return _kept(request, form, words)


@require_POST
def remove(request, pk):
    policy.may_keep_calendar(request.user).require()
    day = get_object_or_404(WorkingDay, pk=pk)
    deeds.remove(day, by=request.user, seen=request.POST.get("seen", ""))
    messages.success(request, _("{day:%d/%m/%Y} is again what its day of the week says.").format(day=day.day))
    return redirect("days")


def _kept(request, form: forms.DayForm | forms.PasteForm, words: dict):
    """Write what the form holds, or show it with what keeps it from being written."""
    page = {"form": form, "versions": [], "stamp": "", **words}
    if request.method == "POST" and form.is_valid():
        try:
            written = deeds.set_days(form.lines(), by=request.user, seen=form.cleaned_data["seen"])
        except Stale as stale:
            page |= {"form": forms.again(form, stale), "versions": forms.versions(form, stale)}
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("In the calendar: {count}.").format(count=len(written)))
            return redirect("days")
    return render(request, FORM, page)

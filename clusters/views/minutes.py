"""Minutes: written, saved while one types, adopted, printed."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Invalid, Stale
from clusters.forms import minutes as forms
from clusters.forms import problems
from clusters.models import Meeting, MinutesDraft
from clusters.policies import minutes as policy
from clusters.queries import meeting as meetings
from clusters.queries import minutes as queries
from clusters.services import minutes as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk):
    meeting = _meeting(request, pk)
    policy.may_write_minutes(request.user, meeting).require()
    form = forms.MinutesForm(request.POST or None, initial=_begun(meeting))
    page = {"meeting": meeting, "form": form, "versions": []}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            deeds.write(meeting, said["text"], by=request.user, seen=said["seen"])
        except Stale as stale:
            versions = [(_("Text of the minutes"), said["text"], stale.theirs["text"])]
            page |= {"form": form.again(stale), "versions": versions}
        else:
            messages.success(request, _("The minutes are saved."))
            return redirect("minutes-write", pk)
    return render(request, "clusters/minutes/write.html", page)


@require_POST
def keep(request, pk):
    """The same saving while one types: the new version, or 409 with the sentence that a colleague wrote."""
    meeting = _meeting(request, pk)
    policy.may_write_minutes(request.user, meeting).require()
    form = forms.MinutesForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"problem": _("Nothing was saved: the text is empty.")}, status=400)
    try:
        draft = deeds.write(meeting, form.cleaned_data["text"], by=request.user, seen=form.cleaned_data["seen"])
    except Stale as stale:
        return JsonResponse({"problem": str(stale)}, status=409)
    return JsonResponse({"version": draft.version})


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request, pk):
    meeting = _meeting(request, pk)
    policy.may_adopt_minutes(request.user, meeting).require()
    draft = MinutesDraft.objects.filter(meeting=meeting).first()
    begun = {"seen": draft.version if draft else 0, "chaired_by": str(meeting.chair or "")}
    form = forms.AdoptForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            made = deeds.adopt(meeting, by=request.user, **form.cleaned_data)
        except Stale as stale:
            form.add_error(None, _("%(problem)s Read the text below, then adopt it.") % {"problem": stale})
            form.data = {**form.data.dict(), "seen": stale.seen}
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            return redirect("meeting-minutes", made.pk)
    return render(request, "clusters/minutes/adopt.html", _adoption(meeting, draft, form))


@require_safe
def show(request, pk):
    minutes = get_object_or_404(queries.for_page(request.user), pk=pk)
    page = {"minutes": minutes, "meeting": minutes.meeting, "is_true": queries.is_true(minutes)}
    page["is_replaced"] = hasattr(minutes, "replaced_by")
    return render(request, "clusters/minutes/paper.html", page)


def _begun(meeting: Meeting) -> dict:
    draft = MinutesDraft.objects.filter(meeting=meeting).first()
    text = draft.text if draft else queries.outline(meeting)
    return {"seen": draft.version if draft else 0, "text": text}


def _meeting(request, pk) -> Meeting:
    return get_object_or_404(meetings.for_page(request.user), pk=pk)


def _adoption(meeting: Meeting, draft: MinutesDraft | None, form) -> dict:
    left_out = queries.left_out(meeting, draft.text) if draft else []
    return {"meeting": meeting, "draft": draft, "form": form, "waiting": queries.waiting(meeting), "left_out": left_out}

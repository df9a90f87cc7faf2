"""Invitations answered, guests invited, attendance recorded."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid, Stale
from clusters.forms import attendance as forms
from clusters.forms import problems
from clusters.models import Attendance
from clusters.policies import attendance as policy
from clusters.policies import meeting as meeting_policy
from clusters.queries import meeting as meetings
from clusters.services import attendance as deeds

RELATED = ("participant__organisation", "meeting__season__cluster__authority")


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, pk):
    attendance = _visible(request, pk)
    policy.may_reply(request.user, attendance).require()
    said = {"answer": attendance.reply, "note": attendance.reply_note}
    form = forms.ReplyForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.reply(attendance, form.cleaned_data["answer"], by=request.user, note=form.cleaned_data["note"])
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("Your reply is recorded. You can change it until the time is over."))
            return redirect("meeting", attendance.meeting_id)
    return render(request, "clusters/attendance/reply.html", {"attendance": attendance, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def record(request, pk):
    attendance = _visible(request, pk)
    meeting_policy.may_record_meeting(request.user, attendance.meeting).require()
    form = forms.RecordForm(request.POST or None, initial=forms.initial_of(attendance))
    page = {"attendance": attendance, "form": form, "versions": []}
    if request.method == "POST" and form.is_valid():
        try:
            deeds.record(attendance, by=request.user, **form.record())
        except Stale as stale:
            page |= {"form": form.again(stale), "versions": form.versions(stale)}
        except Invalid as invalid:
            problems.show(form, invalid, present="presence", excused="presence")
        else:
            return redirect("meeting", attendance.meeting_id)
    return render(request, "clusters/attendance/record.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def guest(request, pk):
    meeting = get_object_or_404(meetings.for_page(request.user), pk=pk)
    meeting_policy.may_invite_guest(request.user, meeting).require()
    form = forms.GuestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deeds.invite_guest(meeting, form.cleaned_data["guest"], by=request.user)
        return redirect("meeting", pk)
    return render(request, "clusters/attendance/guest.html", {"meeting": meeting, "form": form})


def _visible(request, pk) -> Attendance:
    return get_object_or_404(Attendance.objects.visible_to(request.user).select_related(*RELATED), pk=pk)

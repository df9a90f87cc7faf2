"""What a meeting decided: recorded, and done."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from clusters.errors import Conflict, Invalid
from clusters.forms import problems
from clusters.forms.conclusion import ConclusionForm
from clusters.forms.proposal import DoneForm
from clusters.policies import conclusion as policy
from clusters.queries import conclusion as queries
from clusters.queries import meeting as meetings
from clusters.services import conclusion as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def record(request, pk):
    meeting = get_object_or_404(meetings.for_page(request.user), pk=pk)
    policy.may_conclude(request.user, meeting).require()
    form = ConclusionForm(request.POST or None, seats=meetings.seats(meeting.season))
    if request.method == "POST" and form.is_valid():
        try:
            deeds.record(meeting, by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid)
        except Conflict as refused:
            form.add_error("votes_for", str(refused))
        else:
            return redirect("meeting", pk)
    page = {"meeting": meeting, "form": form, "quorum": meetings.quorum(meeting)}
    return render(request, "clusters/conclusion/record.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request, pk):
    conclusion = get_object_or_404(queries.for_page(request.user), pk=pk)
    policy.may_finish(request.user, conclusion).require()
    form = DoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deeds.finish(conclusion, form.cleaned_data["words"], by=request.user)
        return redirect("meeting", conclusion.meeting_id)
    return render(request, "clusters/conclusion/finish.html", {"conclusion": conclusion, "form": form})

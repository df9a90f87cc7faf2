"""The hand-over of the head's work: written, read, confirmed or returned."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters import clock
from clusters.errors import Invalid
from clusters.forms import handover as forms
from clusters.forms import problems
from clusters.policies import handover as policy
from clusters.queries import election as elections
from clusters.queries import handover as handovers
from clusters.queries.trail import trail
from clusters.services import handover as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def give(request, pk):
    election = get_object_or_404(elections.for_deed(request.user), pk=pk)
    policy.may_give_handover(request.user, election).require()
    written = handovers.of(election)
    begun = written.lines if written else handovers.open_matters(election.season)
    initial = {"on": written.on, "note": written.note} if written else {"on": clock.today()}
    form = forms.HandoverForm(request.POST or None, initial=initial)
    rows = forms.Lines(request.POST or None, initial=begun, prefix="lines")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            handover = deeds.give(election, lines=forms.lines_of(rows), by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The work is handed over; {unit} confirms it.").format(unit=election.head))
            return redirect("handover", handover.pk)
    page = {"election": election, "form": form, "rows": rows, "remark": written.remark if written else ""}
    return render(request, "clusters/handover/give.html", page)


@require_safe
def show(request, pk):
    handover = get_object_or_404(handovers.for_page(request.user), pk=pk)
    page = {
        "handover": handover,
        "table": handovers.lines_table(handover.lines),
        "papers": handovers.papers(handover.season),
        "may_answer": policy.may_answer_handover(request.user, handover),
        "form": forms.AnswerForm(initial={"seen": handover.version}),
        "entries": trail(handover, request.user),
    }
    return render(request, "clusters/handover/page.html", page)


@require_POST
def receive(request, pk):
    handover = get_object_or_404(handovers.for_page(request.user), pk=pk)
    form = forms.AnswerForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else 0
    try:
        deeds.receive(handover, by=request.user, seen=seen)
    except Invalid as invalid:
        messages.error(request, str(invalid))
    else:
        messages.success(request, _("The hand-over is confirmed."))
    return redirect("handover", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request, pk):
    handover = get_object_or_404(handovers.for_page(request.user), pk=pk)
    policy.may_answer_handover(request.user, handover).require()
    form = forms.RemarkForm(request.POST or None, initial={"seen": handover.version})
    if request.method == "POST" and form.is_valid():
        try:
            deeds.give_back(handover, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("It is returned; the old head has been told."))
            return redirect("handover", pk)
    return render(request, "clusters/handover/return.html", {"handover": handover, "form": form})

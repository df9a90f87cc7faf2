"""Questions among the members of a cluster: listed, asked, answered, corrected, settled."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Conflict, Invalid, Stale
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms import question as forms
from clusters.models import Answer, AnswerVersion, Cluster
from clusters.policies import exchange as exchange_policy
from clusters.policies import question as policy
from clusters.queries import exchange
from clusters.queries import question as queries
from clusters.services import question as deeds
from clusters.views import download, listing

FORM = "clusters/question/form.html"


@require_safe
def index(request):
    form = forms.QuestionFilter(request.GET, **queries.choices(request.user, request.GET.get("cluster", "")))
    found = queries.register(queries.listed(request.user, **form.criteria()))
    return listing.respond(request, "clusters/question/list.html", found, "questions", form=form)


@require_safe
def show(request, pk):
    question = get_object_or_404(queries.for_page(request.user), pk=pk)
    page = queries.page(question, request.user)
    (page["earlier"],) = listing.arranged(request, [page["earlier"]])
    if workbook.wanted(request):
        return workbook.respond(page["earlier"], f"question-{pk}")
    return render(request, "clusters/question/page.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, pk):
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user).select_related("authority"), pk=pk)
    exchange_policy.may_take_part(request.user, cluster).require()
    seats = exchange.seats(request.user, cluster)
    form = forms.AskForm(request.POST or None, seats=seats, members=exchange.others(cluster, seats))
    if request.method == "POST" and form.is_valid():
        try:
            question = deeds.ask(cluster, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The question is asked; whoever can answer it has been told."))
            return redirect("question", question.pk)
    words = {"title": _("Ask a question"), "submit_label": _("Ask it"), "cancel_url": reverse("exchange", args=[pk])}
    return render(request, FORM, {"cluster": cluster, "question": None, "form": form, "versions": [], **words})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    question = get_object_or_404(queries.for_page(request.user), pk=pk)
    seats = policy.answering(request.user, question)
    if request.method != "POST":
        seats = seats.exclude(pk__in=question.answers.values("organisation"))
    form = forms.AnswerForm(request.POST or None, request.FILES or None, seats=seats)
    if problems.in_time(form, policy.may_answer(request.user, question)) and form.is_valid():
        try:
            deeds.answer(question, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid, file="upload")
        except Conflict as late:
            form.add_error(None, str(late))
        else:
            messages.success(request, _("The answer is given; the asker has been told."))
            return redirect("question", pk)
    return _form(request, question, form, _("Answer the question"), _("Give the answer"))


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, pk):
    given, now = _answer(request, pk)
    policy.may_correct(request.user, given).require()
    first, versions = {"text": now.text, "seen": now.number}, []
    form = forms.CorrectForm(request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.correct(given, by=request.user, **form.cleaned_data)
        except Stale as stale:
            versions = [(_("Answer"), form.cleaned_data["text"], stale.theirs["text"])]
            form = form.against(stale.seen)
        except Invalid as invalid:
            problems.show(form, invalid, file="upload")
        else:
            return redirect("question", given.question_id)
    return _form(request, given.question, form, _("Correct the answer"), _("Save the newer version"), versions)


@require_POST
def settle(request, pk):
    given, _now = _answer(request, pk)
    deeds.settle(given, by=request.user)
    messages.success(request, _("The question is settled by this answer."))
    return redirect("question", given.question_id)


@require_safe
def file(request, pk):
    visible = AnswerVersion.objects.visible_to(request.user).filter(file__isnull=False).select_related("file")
    return download.serve(get_object_or_404(visible, pk=pk).file)


def _answer(request, pk) -> tuple[Answer, AnswerVersion]:
    visible = AnswerVersion.objects.visible_to(request.user).newest()
    related = ("answer__organisation", "answer__question__cluster__authority", "answer__question__organisation")
    now = get_object_or_404(visible.select_related(*related), answer=pk)
    return now.answer, now


def _form(request, question, form, title: str, label: str, versions=()):
    words = {"title": title, "submit_label": label, "cancel_url": reverse("question", args=[question.pk])}
    page = {"cluster": question.cluster, "question": question, "form": form, "versions": versions, **words}
    return render(request, FORM, page)

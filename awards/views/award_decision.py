"""Award decisions: the list, the page of one with its file, and issuing the next."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from awards.forms.award_decision import AwardDecisionFilter, ChooseForm, IssueForm
from awards.policies import award_decision as policy
from awards.queries import award_decision as award_decisions
from awards.queries import honour as honours
from awards.services import award_decision as deeds
from clusters.errors import Invalid
from clusters.exports import workbook
from clusters.forms import problems
from clusters.queries.trail import trail
from clusters.views import listing


@require_safe
def index(request):
    choices = {"years": honours.years(request.user), "authorities": award_decisions.issuers(request.user)}
    choices["clusters"] = award_decisions.clusters(request.user)
    form = AwardDecisionFilter(request.GET, **choices)
    found = award_decisions.register(award_decisions.listed(request.user, **form.criteria()))
    may_issue = policy.may_issue_any(request.user)
    template = "awards/award_decision/list.html"
    return listing.respond(request, template, found, "award-decisions", form=form, may_issue=may_issue)


@require_safe
def show(request, pk):
    issued = get_object_or_404(award_decisions.for_page(request.user), pk=pk)
    (lines,) = listing.arranged(request, [award_decisions.lines(issued, request.user)])
    if workbook.wanted(request):
        return workbook.respond(lines, f"award-decision-{pk}")
    context = {"issued": issued, "paper": issued.decision, "lines": lines, "entries": trail(issued, request.user)}
    return render(request, "awards/award_decision/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request):
    policy.may_issue_any(request.user).require()
    given = request.POST if request.method == "POST" else request.GET
    desk = award_decisions.desk(request.user, given.get("authority", ""))
    if request.method == "POST":
        return _issue(request, desk)
    choice = ChooseForm(request.GET if "check" in request.GET else None, ready=desk.ready)
    if not choice.is_valid():
        return render(request, "awards/award_decision/choose.html", {"desk": desk, "form": choice})
    chosen = list(choice.cleaned_data["nominations"])
    start = {"nominations": [each.pk for each in chosen], "authority": desk.authority.pk}
    return _check(request, desk, IssueForm(ready=desk.ready, initial=start), chosen)


def _issue(request, desk: award_decisions.Desk):
    form = IssueForm(request.POST, request.FILES, ready=desk.ready)
    if form.is_valid():
        try:
            issued = deeds.issue(desk.authority, form.cleaned_data["nominations"], by=request.user, **form.deed())
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("Decision {number} is issued.").format(number=issued))
            return redirect("award-decision", issued.pk)
    sent = {int(key) for key in request.POST.getlist("nominations") if key.isdecimal()}
    return _check(request, desk, form, [each for each in desk.ready if each.pk in sent])


def _check(request, desk: award_decisions.Desk, form: IssueForm, chosen: list):
    (table,) = listing.arranged(request, [award_decisions.chosen_table(chosen)])
    context = {"desk": desk, "form": form, "table": table, "back": f"{request.path}?authority={desk.authority.pk}"}
    return render(request, "awards/award_decision/check.html", context)

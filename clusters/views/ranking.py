"""The live ranking and its sealing."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid
from clusters.exports import workbook
from clusters.forms import problems
from clusters.forms.standing import Seal
from clusters.policies import standing as policy
from clusters.policies.grade_ruling import can_be_settled
from clusters.policies.meeting_ruling import may_record_meeting
from clusters.queries import grade_question as questions
from clusters.queries import grading as gradings
from clusters.queries import meeting_ruling as rulings
from clusters.queries import ranking, ranking_tables
from clusters.queries.post import Chair
from clusters.services import standing as deeds
from clusters.views import listing


@require_safe
def show(request, pk):
    season = get_object_or_404(ranking.for_page(request.user), pk=pk)
    live = ranking.live(season)
    tables = listing.arranged(request, [ranking_tables.table(live), ranking_tables.matrix(live)])
    if workbook.wanted(request):
        return workbook.respond([*tables, *gradings.tables_of_reasons(live.graded)], f"ranking-{pk}")
    chair = Chair(season, request.user)
    context = {
        "season": season,
        "live": live,
        "table": tables[0],
        "matrix": tables[1],
        "may_seal": policy.may_seal_ranking(request.user, live, chair),
        **_left_to_the_meeting(chair, live),
    }
    return render(request, "clusters/ranking/show.html", context)


def _left_to_the_meeting(chair, live) -> dict:
    """Units that only the meeting can order and grades that only it can give, each with its ruling, if there is one,
    and who may record it."""
    ties, asked = rulings.ties(live), questions.asked_in(live)
    may = may_record_meeting(chair.user, live, chair) if ties or asked else None
    return {
        "ties": {"found": ties, "may": may} if ties else {},
        "questions": [{"asked": each, "may": may and can_be_settled(live, each)} for each in asked],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def seal(request, pk):
    season = get_object_or_404(ranking.for_page(request.user), pk=pk)
    live = ranking.live(season)
    may_seal = policy.may_seal_ranking(request.user, live)
    form = Seal(request.POST if request.method == "POST" else None, live=live)
    if request.method == "POST":
        may_seal.require()
        standing = _sealed(request, season, form)
        if standing:
            return redirect("standing", standing.pk)
    (table,) = listing.arranged(request, [ranking_tables.to_be_sealed(live)])
    context = {"season": season, "live": live, "table": table, "form": form, "may_seal": may_seal}
    return render(request, "clusters/ranking/seal.html", context | {"undecided": rulings.undecided(live)})


def _sealed(request, season, form):
    if not form.is_valid():
        return None
    try:
        standing = deeds.seal(season, by=request.user, left_out_reason=form.left_out())
    except Invalid as invalid:
        problems.show(form, invalid)
        return None
    messages.success(request, _("The ranking is sealed. All members have been told."))
    return standing

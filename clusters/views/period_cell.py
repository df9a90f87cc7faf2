"""Cells of the sheet of a period, saved one by one by its script; the answers are data for it."""

from django.views.decorators.http import require_POST, require_safe

from clusters.forms import cell_answer as answers
from clusters.policies import period_report as policy
from clusters.queries import period_report as queries
from clusters.queries.period_report import Place
from clusters.services import period_cell as cells
from clusters.views.cell import answered, done


@require_POST
def save(request, pk, participant_pk):
    def deed(changes):
        return answered(*cells.enter(Place(participant_pk, pk), changes, by=request.user))

    return done(request, deed)


@require_POST
def set_aside(request, pk, participant_pk):
    def deed(changes):
        cells.set_aside(Place(participant_pk, pk), changes, by=request.user)
        return {}

    return done(request, deed)


@require_safe
def live(request, pk, participant_pk):
    """What stands in the sheet; only its version as long as that is the one the page knows."""

    def asked(_changes):
        report = queries.at(Place(participant_pk, pk), request.user)
        policy.may_see_period_sheet(request.user, report).require()
        if request.GET.get("since") == str(report.version):
            return {"version": report.version}
        return answers.standing_of_period(report, queries.lines_of(report))

    return done(request, asked)

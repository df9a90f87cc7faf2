"""The page on which it is recorded to whom the meeting gave a grade."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid, Stale
from clusters.forms import problems
from clusters.forms.grade_ruling import GradeRulingForm
from clusters.policies import grade_ruling as policy
from clusters.queries import grade_question as questions
from clusters.queries import ranking
from clusters.services import grade_ruling as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request, pk, number):
    live = ranking.live(get_object_or_404(ranking.for_page(request.user), pk=pk))
    if not 1 <= number <= len(live.grading.grades):
        raise Http404
    asked = questions.asked_about(live, live.grading.grades[number - 1].code)
    policy.may_settle_grade(request.user, live, asked).require()
    form = GradeRulingForm(request.POST if request.method == "POST" else None, asked=asked)
    page = {"season": live.season, "asked": asked, "form": form, "versions": []}
    if request.method == "POST" and form.is_valid() and _settled(request, live.season, asked, page):
        return redirect("ranking", pk)
    return render(request, "clusters/ranking/grade.html", page)


def _settled(request, season, asked, page) -> bool:
    """Whether it is recorded; else what stands on the page says why not."""
    form = page["form"]
    try:
        deeds.settle(season, asked.grade.code, by=request.user, **form.deed())
    except Stale as stale:
        page |= {"form": form.again(stale), "versions": form.versions(stale)}
    except Invalid as invalid:
        problems.show(form, invalid)
    else:
        messages.success(request, _("The decision of the meeting is recorded."))
        return True
    return False

"""What becomes of a launched movement: amended, reviewed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clusters import clock
from clusters.enums import ReviewKind
from clusters.errors import Invalid, Stale
from clusters.forms import movement_review as forms
from clusters.forms import problems
from clusters.models import Movement, MovementReview
from clusters.policies import movement as policy
from clusters.queries import movement_progress as progress
from clusters.queries import movement_scope as scopes
from clusters.services import movement as movements
from clusters.services import movement_review as deeds
from clusters.views.movement import served, visible


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request, pk):
    movement = visible(request, pk)
    policy.may_amend(request.user, movement).require()
    form = forms.AmendForm(request.POST or None, initial=forms.amendable(movement))
    page = {"movement": movement, "form": form, "versions": []}
    if request.method == "POST" and form.is_valid():
        try:
            deeds.amend(movement, by=request.user, **form.deed())
        except Stale as stale:
            page |= {"form": forms.AmendForm(form.again(stale)), "versions": form.versions(stale)}
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The movement is amended. Everybody in scope is told."))
            return redirect("movement", pk)
    return render(request, "clusters/movement/amend.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def widen(request, pk):
    movement = visible(request, pk)
    policy.may_amend(request.user, movement).require()
    if request.method == "POST":
        count = movements.widen(movement, by=request.user)
        messages.success(request, _("Units brought in: {count}. Their people are told.").format(count=count))
        return redirect("movement", pk)
    page = {"movement": movement, "units": list(scopes.newcomers(movement))}
    return render(request, "clusters/movement/widen.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request, pk):
    movement = visible(request, pk)
    policy.may_review(request.user, movement).require()
    form = forms.ReviewForm(
        request.POST or None, request.FILES or None, movement=movement, initial={"on": clock.today()}
    )
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "kind": ReviewKind(form.cleaned_data["kind"])}
        try:
            deeds.review(movement, by=request.user, **said)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The review is recorded with the figures of this moment."))
            return redirect("movement", pk)
    page = {"movement": movement, "form": form, "figures": progress.in_words(progress.figures(movement))}
    return render(request, "clusters/movement/review.html", page)


@require_safe
def file(request, pk):
    """The paper of a review, for whoever may see the movement."""
    seen = Movement.objects.visible_to(request.user).values("pk")
    found = MovementReview.objects.filter(movement__in=seen).select_related("file")
    return served(get_object_or_404(found, pk=pk).file)

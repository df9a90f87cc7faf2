"""A member's comment on a draft, and the head's answer to it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid, Stale
from clusters.forms import problems
from clusters.forms.regulation import AnswerForm, CommentForm
from clusters.policies import regulation as policy
from clusters.queries import regulation as queries
from clusters.queries import regulation_page as pages
from clusters.regulating import wording
from clusters.services import regulation_comment as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request, pk):
    version = get_object_or_404(pages.versions(request.user), pk=pk)
    own = queries.own_members(version, request.user)
    ruling = policy.may_comment(version, own)
    choices = {"own": own, "articles": wording.articles(version.text)}
    form = CommentForm(request.POST or None, initial={"article": request.GET.get("article", "")}, **choices)
    if problems.in_time(form, ruling) and form.is_valid():
        made = deeds.comment(version, by=request.user, **form.cleaned_data)
        messages.success(request, _("The comment is made; the head of the cluster has been told."))
        return redirect(f"{reverse('regulation-version', args=[pk])}#comment-{made.pk}")
    return render(request, "clusters/regulation/comment.html", {"version": version, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    found = get_object_or_404(queries.visible_comments(request.user), pk=pk)
    version = found.version
    ruling, standing = policy.drafter(request.user, version.regulation).may_answer(version), queries.answer_to(found)
    form = AnswerForm(request.POST or None, standing=standing)
    if problems.in_time(form, ruling) and form.is_valid():
        try:
            deeds.answer(found, by=request.user, **form.cleaned_data)
        except Stale as stale:
            form, standing = form.after(stale, request.POST), queries.answer_to(found)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(
                request, _("The comment is answered; {unit} has been told.").format(unit=found.organisation)
            )
            return redirect(f"{reverse('regulation-version', args=[version.pk])}#comment-{pk}")
    page = {"version": version, "comment": found, "form": form, "part": queries.part_of(found), "standing": standing}
    return render(request, "clusters/regulation/answer.html", page)

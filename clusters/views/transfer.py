"""The page by which a successor takes over the posts of its predecessors."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.transfer import TransferForm
from clusters.models import Organisation
from clusters.policies import organisation as policy
from clusters.queries import lineage as lineages
from clusters.services import transfer as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def posts(request, pk):
    successor = get_object_or_404(Organisation.objects.visible_to(request.user).select_related("parent"), pk=pk)
    policy.may_appoint(request.user, successor).require()
    form = TransferForm(request.POST or None, posts=lineages.posts(successor, request.user))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            taken = deeds.transfer(chosen["posts"], successor, on=chosen["day"], by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid, on="day", from_on="day", to_on="day", role="posts")
        else:
            messages.success(request, _("Posts taken over: {count}.").format(count=len(taken)))
            return redirect("organisation", pk)
    return render(request, "clusters/transfer/posts.html", {"organisation": successor, "form": form})

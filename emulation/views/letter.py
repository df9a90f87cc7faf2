"""Letters that did not arrive, for whoever administers the system."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clusters.models import Notice
from clusters.policies import letter as policy
from clusters.queries.trail import trail
from clusters.services import letter as deeds
from clusters.views import listing
from emulation.forms.letter import LetterFilter
from emulation.queries import letter as letters


@require_safe
def index(request):
    policy.may_keep_letters(request.user).require()
    form = _filter(request)
    found = letters.register(letters.listed(request.user, **form.criteria()))
    again = {"again_url": f"{reverse('letters-send-again')}?{request.GET.urlencode()}", "most": deeds.MOST}
    return listing.respond(request, "emulation/letter/list.html", found, "letters", form=form, **again)


@require_POST
def send_all_again(request):
    policy.may_keep_letters(request.user).require()
    found = letters.listed(request.user, **_filter(request).criteria())
    count = deeds.send_all_again(found, by=request.user)
    messages.success(request, _("Letters that are sent again: {count}.").format(count=count))
    return redirect("letters")


@require_safe
def show(request, pk):
    letter = get_object_or_404(letters.of(request.user), pk=pk)
    page = {
        "letter": letter,
        "about": letters.about(letter),
        "subject": letters.subject(letter),
        "may_send_again": policy.may_send_again(request.user, letter),
        "entries": trail(letter, request.user),
    }
    return render(request, "emulation/letter/page.html", page)


@require_POST
def send_again(request, pk):
    letter = get_object_or_404(Notice.objects.kept_by(request.user), pk=pk)
    sent = deeds.send_again(letter, by=request.user)
    told = _("The letter to {person} is sent again, to {address}.")
    messages.success(request, told.format(person=sent.person, address=sent.person.email))
    return redirect("letters")


def _filter(request) -> LetterFilter:
    """The page and the deed to all read the same filter from the address."""
    return LetterFilter(request.GET, events=letters.events(request.user))

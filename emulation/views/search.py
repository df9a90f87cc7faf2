"""One box for everything a person may see."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from clusters import paging
from emulation.forms.search import Search
from emulation.queries import search as searches

PER_PAGE = 50


@require_safe
def index(request):
    form = Search(request.GET)
    words, part = form.wish()
    groups = searches.groups(request.user, words, only=part)
    page = paging.page(groups[0].hits, request, per=PER_PAGE) if part and groups else None
    context = {"form": form, "words": " ".join(words), "groups": groups, "page": page, "limits": searches.LIMITS}
    return render(request, "emulation/search/index.html", context)

"""The register of honours."""

from django.views.decorators.http import require_safe

from awards.forms.honour import HonourFilter
from awards.queries import award_decision as award_decisions
from awards.queries import honour as honours
from clusters.views import listing


@require_safe
def index(request):
    form = HonourFilter(
        request.GET,
        years=honours.years(request.user),
        awards=honours.awards(request.user),
        holders=honours.holders(request.user, request.GET.get("organisation", "")),
        authorities=award_decisions.issuers(request.user),
        seasons=honours.seasons(request.user),
    )
    criteria = form.criteria()
    found = honours.register(honours.listed(request.user, **criteria), criteria["organisation"])
    return listing.respond(request, "awards/honour/list.html", found, "register-of-honours", form=form)

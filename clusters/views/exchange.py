"""What the members of a cluster exchange, on one page."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clusters.models import Cluster
from clusters.queries import exchange_page as queries


@require_safe
def show(request, pk):
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user).select_related("authority"), pk=pk)
    page = {"cluster": cluster, "parts": queries.parts(cluster, request.user)}
    return render(request, "clusters/exchange/page.html", page)

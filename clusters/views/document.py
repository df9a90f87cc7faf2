"""The library of a cluster."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Invalid, Stale
from clusters.exports import workbook
from clusters.forms import document as forms
from clusters.forms import problems
from clusters.models import Cluster, DocumentVersion
from clusters.policies import document as policy
from clusters.queries import document as documents
from clusters.queries.trail import trail
from clusters.services import document as deeds
from clusters.views import download, listing

FORM = "clusters/document/form.html"


@require_safe
def index(request):
    choices = {
        "authorities": documents.authorities(request.user),
        "clusters": documents.clusters(request.user, request.GET.get("cluster", "")),
    }
    form = forms.DocumentFilter(request.GET, **choices)
    found = documents.register(documents.listed(request.user, **form.criteria()))
    return listing.respond(request, "clusters/document/list.html", found, "library", form=form)


@require_safe
def show(request, pk):
    document = get_object_or_404(documents.for_page(request.user), pk=pk)
    newest = documents.newest(document)
    shown = [documents.versions(document), documents.readers(document, newest, request.user)]
    tables = listing.arranged(request, shown if document.read_by else shown[:1])
    if workbook.wanted(request):
        return workbook.respond(tables, f"document-{pk}")
    page = {
        "document": document,
        "newest": newest,
        "tables": tables,
        "may_read": policy.may_confirm_reading(request.user, newest),
        "may_change": policy.may_change_document(request.user, document),
        # Uncut: whoever sees the document sees who has read which version of it in the table above.
        "entries": trail(document),
    }
    return render(request, "clusters/document/page.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk):
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user).select_related("authority"), pk=pk)
    policy.may_keep_library(request.user, cluster).require()
    form = forms.AddForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            document = deeds.add(cluster, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid, file="upload")
        else:
            messages.success(request, _("The document is in the library; the members' people are told."))
            return redirect("document", document.pk)
    words = {"title": _("Add a document"), "submit_label": _("Add it"), "cancel_url": reverse("cluster", args=[pk])}
    return render(request, FORM, {"cluster": cluster, "document": None, "form": form, **words})


@require_http_methods(["GET", "HEAD", "POST"])
def renew(request, pk):
    document = get_object_or_404(documents.for_page(request.user), pk=pk)
    policy.may_change_document(request.user, document).require()
    first = {"read_by": document.read_by, "seen": document.number}
    form = forms.RenewForm(request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            deeds.add_version(document, by=request.user, **form.cleaned_data)
        except Stale as stale:
            form = form.against(stale)
        except Invalid as invalid:
            problems.show(form, invalid, file="upload")
        else:
            messages.success(request, _("The newer version is in the library; the members' people are told."))
            return redirect("document", pk)
    return _form(request, document, form, _("Add a newer version"), _("Add it"))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    document = get_object_or_404(documents.for_page(request.user), pk=pk)
    policy.may_change_document(request.user, document).require()
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deeds.withdraw(document, by=request.user, **form.cleaned_data)
        messages.success(request, _("The document is withdrawn."))
        return redirect("document", pk)
    return _form(request, document, form, _("Withdraw the document"), _("Withdraw it"))


@require_POST
def read(request, pk):
    version = get_object_or_404(DocumentVersion.objects.visible_to(request.user), pk=pk)
    deeds.confirm_reading(version, by=request.user)
    messages.success(request, _("It is recorded that you have read this version."))
    return redirect("document", version.document_id)


@require_safe
def file(request, pk):
    visible = DocumentVersion.objects.visible_to(request.user).select_related("file")
    return download.serve(get_object_or_404(visible, pk=pk).file)


def _form(request, document, form, title: str, label: str):
    words = {"title": title, "submit_label": label, "cancel_url": reverse("document", args=[document.pk])}
    return render(request, FORM, {"cluster": document.cluster, "document": document, "form": form, **words})

"""What the pages of evidence do alike for the year and for a period: files added, chosen, amended, removed;
and for the year alone, taken over from its periods."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clusters.errors import Invalid
from clusters.forms import evidence as forms
from clusters.forms import problems
from clusters.queries import evidence_file as library
from clusters.queries import evidence_page as queries
from clusters.queries import period_evidence as in_periods
from clusters.queries.evidence_page import Place
from clusters.services import evidence as proofs
from clusters.services import period_evidence as period_proofs


def add(request, place: Place, template: str):
    form = forms.AddForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            added = proofs.add_all(place.report, place.criterion, given.pop("file"), by=request.user, **given)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            return _added(request, place, [each.file for each in added])
    return _page(request, place, template, form, forms.CiteForm(library=_citable(place)))


def cite(request, place: Place, template: str):
    form = forms.CiteForm(request.POST or None, library=_citable(place))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            cited = proofs.cite(place.report, place.criterion, given.pop("kept"), by=request.user, **given)
        except Invalid as invalid:
            problems.show(form, invalid, file="kept")
        else:
            return _added(request, place, [cited.file])
    return _page(request, place, template, forms.AddForm(), form)


def take_over(request, place: Place, template: str):
    form = _take_form(request, place, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            cited = period_proofs.take_over(place.report, place.criterion, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid, file="chosen")
        else:
            return _added(request, place, [each.file for each in cited])
    return _page(request, place, template, forms.AddForm(), forms.CiteForm(library=_citable(place)), form)


def amend(request, place: Place, evidence: proofs.Cited, template: str):
    form = forms.AmendForm(request.POST or None, initial={"pages": evidence.pages, "remark": evidence.remark})
    if request.method == "POST" and form.is_valid():
        try:
            proofs.amend(evidence, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return redirect(place.here)
    page = {"report": place.report, "place": place, "evidence": evidence, "form": form}
    return render(request, template, page)


def remove(request, place: Place, evidence: proofs.Cited):
    removed = proofs.remove(evidence, by=request.user)
    messages.success(request, _("{file} was removed.").format(file=removed.file))
    return redirect(place.here)


def _citable(place: Place):
    return library.citable(place.report.participant)


def _take_form(request, place: Place, data=None) -> forms.TakeOverForm:
    return forms.TakeOverForm(data, offers=in_periods.found(place.report, place.criterion, request.user))


def _added(request, place: Place, files):
    if not files:
        messages.info(request, _("The year cites all of this already."))
        return redirect(place.here)
    names = ", ".join(str(each) for each in files)
    messages.success(request, ngettext("{files} was added.", "{files} were added.", len(files)).format(files=names))
    return redirect(place.sheet)


def _page(request, place: Place, template, form, cite_form, take_form=None):
    take_form = take_form or _take_form(request, place)
    page = {"report": place.report, "criterion": place.criterion, "place": place, "deeds": queries.deeds(place.report)}
    chosen = {"form": form, "cite_form": cite_form, "take_form": take_form, "forms": [form, cite_form, take_form]}
    chosen["has_library"] = cite_form.fields["kept"].queryset.exists()
    return render(request, template, {**page, **chosen})

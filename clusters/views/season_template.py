"""Templates of an authority's year: their register, drafting, changing, putting in force, retiring."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.errors import Invalid, Stale
from clusters.forms import period as period_forms
from clusters.forms import problems
from clusters.forms import season_template as forms
from clusters.models import Organisation
from clusters.policies import season_template as policy
from clusters.queries import organisation as organisations
from clusters.queries import season_plan as plans
from clusters.queries import season_template as templates
from clusters.services import season_template as deeds
from clusters.views import listing

SHEET = "clusters/season_template/sheet.html"


@require_safe
def index(request):
    form = forms.TemplateFilter(request.GET, authorities=templates.authorities(request.user))
    found = templates.register(templates.listed(request.user, **form.criteria()))
    page = {"form": form, "may_draft": policy.may_draft_any(request.user)}
    return listing.respond(request, "clusters/season_template/list.html", found, "year-templates", **page)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request):
    policy.may_draft_any(request.user).require()
    choices = organisations.acted_for(request.user)
    authority = _authority(request, choices)
    form = forms.SheetForm(request.POST or None, authority=authority)
    rows = forms.PeriodRows(request.POST or None, prefix="period")
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            template = deeds.draft(authority, form.sheet(rows), by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The template is drafted. Put it in force when it is ready."))
            return redirect("season-template", template.pk)
    which = forms.AuthorityForm(initial={"authority": authority}, authorities=choices) if len(choices) > 1 else None
    return _sheet(request, form, rows, authority=authority, which=which)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk):
    template = get_object_or_404(templates.for_page(request.user), pk=pk)
    policy.may_change_template(request.user, template).require()
    form, rows = _standing(request, template)
    page = {"template": template, "authority": template.authority, "versions": []}
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        sheet = form.sheet(rows)
        try:
            deeds.write(template, sheet, by=request.user, seen=form.cleaned_data["seen"])
        except Stale as stale:
            page["versions"] = forms.versions(sheet, stale)
            form = form.after(stale, request.POST, template.authority)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            messages.success(request, _("The template is changed. Years that are open already stay as they are."))
            return redirect("season-template", pk)
    return _sheet(request, form, rows, **page)


@require_POST
def enforce(request, pk):
    template = get_object_or_404(templates.for_page(request.user), pk=pk)
    deeds.put_in_force(template, by=request.user)
    messages.success(request, _("The template is in force. Years can be opened from it."))
    return redirect("season-template", pk)


@require_POST
def retire(request, pk):
    template = get_object_or_404(templates.for_page(request.user), pk=pk)
    deeds.retire(template, by=request.user)
    messages.success(request, _("The template is retired. Years opened from it stay as they are."))
    return redirect("season-template", pk)


def _standing(request, template):
    initial, standing = forms.initial_of(template), plans.in_order(template.periods.all())
    form = forms.SheetForm(request.POST or None, initial=initial, authority=template.authority)
    return form, forms.PeriodRows(request.POST or None, initial=period_forms.rows_of(standing), prefix="period")


def _authority(request, choices) -> Organisation:
    """The one that the address names, or the first."""
    named = forms.AuthorityForm(request.GET, authorities=choices)
    return named.cleaned_data["authority"] if named.is_valid() else choices[0]


def _sheet(request, form, rows, **page):
    whole = {"template": None, "which": None, "versions": [], **page}
    return render(request, SHEET, {**whole, "form": form, "rows": rows, "forms": [form, *rows.forms]})

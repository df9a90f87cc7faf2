"""What pages are put together from. Inclusion tags, not includes, so that partials get exactly what they use."""

from itertools import count

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from crispy_forms.utils import render_crispy_form
from django import template
from django.conf import settings
from django.db.models import Choices
from django.forms import BaseForm
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe

from clusters import paging, table_html, writing
from clusters.faces import ICON_OF_TONE
from clusters.rulings import ALLOWED
from clusters.steps import StepStatus

register = template.Library()
_numbers = count(1)

register.filter("number", writing.number)
register.filter("points", writing.points)
register.filter("percent", writing.percent)
register.filter("day", writing.day)
register.filter("moment", writing.moment)
register.filter("size", writing.size)
register.filter("span", writing.span)
register.simple_tag(writing.icon, name="icon")

BUTTON = {
    "primary": "btn-primary",
    "secondary": "btn-outline-secondary",
    "quiet": "btn-quiet",
    "danger": "btn-outline-danger",
}
STEP_ICON = {
    StepStatus.DONE: "check-circle",
    StepStatus.CURRENT: "dot",
    StepStatus.TODO: "circle",
    StepStatus.SKIPPED: "skip",
}


# --- frame ----------------------------------------------------------------------------------------------------


@register.inclusion_tag("partials/top_bar.html", takes_context=True)
def top_bar(context):
    """Brand, navigation, notices, language, theme and the person's menu."""
    user, request = context.get("user"), context.get("request")
    unread = context.get("unread_notices", 0)
    return {
        "person": user if user is not None and user.is_authenticated else None,
        "navigation": context.get("navigation", []),
        "unread": unread() if callable(unread) else unread,
        "here": request.get_full_path() if request and request.method == "GET" else "/",
        "other_languages": [code_name for code_name in settings.LANGUAGES if code_name[0] != _language(request)],
    }


def _language(request) -> str:
    return getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)


@register.inclusion_tag("partials/demo_accounts.html", takes_context=True)
def demo_accounts(context):
    """Accounts to try the product with; nothing where it is not a demonstration."""
    return {"accounts": context.get("demo_accounts", [])}


@register.inclusion_tag("partials/ways_on.html", takes_context=True)
def ways_on(context):
    """Out of a dead end: back to the page before, if it was ours, and to the tasks."""
    request = context.get("request")
    before = request.META.get("HTTP_REFERER", "") if request else ""
    ours = bool(before) and url_has_allowed_host_and_scheme(before, {request.get_host()})
    return {"back": before if ours else ""}


@register.simple_tag
def crumb(label, url=""):
    """One step of the way to this page."""
    shown = format_html('<a href="{}">{}</a>', url, label) if url else label
    return format_html('<li class="breadcrumb-item">{}</li>', shown)


# --- buttons --------------------------------------------------------------------------------------------------


@register.inclusion_tag("partials/action.html")
def action(label, url, ruling=ALLOWED, look="primary", icon="", confirm="", seen=""):
    """A POST with one button; refused, the button is disabled and the reason stands beside it. `seen` says what the
    person had before them when they pressed it."""
    return {**_button(label, url, ruling, look, icon), "confirm": confirm, "seen": seen}


@register.inclusion_tag("partials/goto.html")
def goto(label, url, ruling=ALLOWED, look="primary", icon=""):
    """A link that looks like a button; refused, it is disabled and the reason stands beside it."""
    return _button(label, url, ruling, look, icon)


def _button(label, url, ruling, look, icon) -> dict:
    refused = "" if ruling else str(getattr(ruling, "reason", "") or "")
    return {
        "label": label,
        "url": url,
        "allowed": bool(ruling),
        "reason": refused,
        "look": BUTTON[look],
        "icon_name": icon,
        "id": f"why-{next(_numbers)}" if refused else "",
    }


# --- states ---------------------------------------------------------------------------------------------------


@register.inclusion_tag("partials/stepper.html")
def stepper(steps, label=""):
    """Where things stand, in order; each step with colour, icon and words."""
    return {"label": label, "steps": [{"step": step, "icon": STEP_ICON[StepStatus(step.status)]} for step in steps]}


@register.simple_tag
def state(value, label="", tone=""):
    """A state as a badge: colour, icon and words."""
    return table_html.badge(value, label or (value.label if isinstance(value, Choices) else value), tone)


@register.simple_tag
def mark(thing):
    """Provenance of a sourced row, or of a slug."""
    return table_html.mark(getattr(thing, "mark", thing), getattr(thing, "source", ""))


@register.simple_tag
def callout(text, tone="info"):
    """One calm notice."""
    sign = writing.icon(ICON_OF_TONE[tone])
    return format_html('<div class="callout tone-{}">{}<div>{}</div></div>', tone, sign, text) if text else ""


@register.simple_tag
def bar(value, of, label=""):
    """How much of how much, with its words."""
    words = f"{writing.number(value)}/{writing.number(of)}"
    said = label or words
    meter = format_html('<progress value="{}" max="{}" aria-label="{}"></progress>', value or 0, of or 1, said)
    return format_html('<span class="bar">{}<span class="bar-words">{}</span></span>', meter, words)


@register.inclusion_tag("partials/trail.html")
def trail(entries):
    """Who did what when, and why."""
    return {"entries": entries}


# --- forms ----------------------------------------------------------------------------------------------------


@register.inclusion_tag("partials/error_summary.html")
def error_summary(form):
    """All errors on top, each a link to its field."""
    forms = [form] if isinstance(form, BaseForm) else list(form)
    return {"errors": [error for one in forms if one.is_bound for error in _errors(one)]}


def _errors(form) -> list[dict]:
    lines = [{"id": "", "label": "", "text": text} for text in form.non_field_errors()]
    for name in form.errors:
        if name in form.fields:
            bound = form[name]
            label = "" if bound.is_hidden else bound.label
            lines += [{"id": _focus(bound), "label": label, "text": text} for text in bound.errors]
    return lines


def _focus(bound) -> str:
    """The id that a link can lead to: the first choice of a group, nothing for a hidden field."""
    if bound.is_hidden:
        return ""
    first = bound.subwidgets[0].id_for_label if bound.use_fieldset and bound.subwidgets else ""
    return first or bound.id_for_label or bound.auto_id


@register.simple_tag
def fields(form):
    """Hidden and visible fields, without form tag, token and button. A form with a helper keeps its layout."""
    if hasattr(form, "helper"):
        form.helper.form_tag, form.helper.disable_csrf = False, True
        return render_crispy_form(form)
    hidden = format_html_join("", "{}", ((bound,) for bound in form.hidden_fields()))
    shown = format_html_join("", "{}", ((as_crispy_field(bound),) for bound in form.visible_fields()))
    return mark_safe(f"{hidden}{shown}")


@register.inclusion_tag("partials/form.html")
def form_page(form, submit_label, cancel_url="", icon="", look="primary", warn=True):
    """The whole ordinary POST form. `warn` asks before a changed form is left."""
    return {
        "form": form,
        "submit_label": submit_label,
        "cancel_url": cancel_url,
        "icon_name": icon,
        "look": BUTTON[look],
        "warn": warn,
        "starred": warn and any(bound.field.required for bound in form.visible_fields()),
    }


@register.inclusion_tag("partials/two_versions.html")
def two_versions(rows):
    """What you wrote beside what a colleague saved meanwhile."""
    return {"rows": rows}


# --- tables ---------------------------------------------------------------------------------------------------


@register.inclusion_tag("partials/data_table.html")
def data_table(table, request):
    """A table with sort links and its export."""
    return {
        "table": table,
        "heads": table_html.heads(table, request.GET),
        "body": table_html.body(table),
        "foot": table_html.foot(table),
        "export_url": table_html.address(request.GET, export="xlsx", page=""),
        "empty": not table.rows,
    }


@register.inclusion_tag("partials/pager.html")
def pager(page, request):
    """Links to the other pages of a long list; the filters stay."""

    def to(number):
        return table_html.address(request.GET, page=number)

    turns = [{"number": turn, "url": to(turn) if isinstance(turn, int) else ""} for turn in paging.turns(page)]
    before = to(page.previous_page_number()) if page.has_previous() else ""
    after = to(page.next_page_number()) if page.has_next() else ""
    return {"page": page, "turns": turns, "before": before, "after": after}


@register.inclusion_tag("partials/filter_bar.html", takes_context=True)
def filter_bar(context, form):
    """A GET form: what is filtered lives in the address. The order chosen before is kept."""
    request = context.get("request")
    parameters = request.GET if request else {}
    names = {form.add_prefix(name) for name in form.fields}
    kept = [(key, parameters[key]) for key in parameters if key not in names and key.endswith("sort")]
    filtered = any(parameters.get(name) for name in names)
    return {"form": form, "kept": kept, "path": request.path if request else "", "filtered": filtered}

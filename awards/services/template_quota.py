"""Places that a template gives each cluster: written as a whole, with the template's version."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from awards.enums import AwardSubject
from awards.models import Award, TemplateQuota
from awards.queries import template_quota as queries
from clusters import audit
from clusters.enums import Event
from clusters.errors import Invalid, Stale
from clusters.models import Season, SeasonTemplate, User
from clusters.policies import season_template as policy
from clusters.services import season_template as templates


@transaction.atomic
def set_places(
    template: SeasonTemplate, places: Mapping[Award, int], *, by: User, seen: int | None = None
) -> SeasonTemplate:
    """Let the template give just these places. Years that are open keep what was granted to them.

    `seen` is the version of the template that was read; `theirs` of a Stale has the places of each award by its key.
    """
    template = templates.locked(template)
    policy.may_change_template(by, template).require()
    standing = {each.award: each.places for each in queries.of_template(template)}
    _refuse_stale(template, standing, seen)
    _refuse(places)
    TemplateQuota.objects.filter(template=template).delete()
    TemplateQuota.objects.bulk_create(
        TemplateQuota(template=template, award=award, places=number) for award, number in places.items()
    )
    templates.count_up(template)
    before, after = ({"places": _said(given)} for given in (standing, places))
    audit.record(Event.SEASON_TEMPLATE_PLACES_SET, template, by=by, before=before, after=after)
    return template


@transaction.atomic
def keep(template: SeasonTemplate, season: Season, *, by: User) -> SeasonTemplate:
    """Take over the places that a year was granted."""
    places = {each.award: each.places for each in season.quotas.select_related("award").order_by("award__position")}
    return set_places(template, places, by=by) if places else template


def _refuse_stale(template: SeasonTemplate, standing: Mapping[Award, int], seen: int | None) -> None:
    if seen is not None and seen != template.version:
        sentence = _("A colleague changed this template while you were writing. Compare both and save again.")
        theirs: dict[str, object] = {f"places_{award.pk}": number for award, number in standing.items()}
        raise Stale(sentence, theirs=theirs, seen=template.version)


def _refuse(places: Mapping[Award, int]) -> None:
    problems = {}
    for award, number in places.items():
        if award.subject != AwardSubject.COLLECTIVE:
            problems[f"places_{award.pk}"] = _("Places of a cluster are granted for collectives only.")
        elif number < 1:
            problems[f"places_{award.pk}"] = _("Enter at least one place, or leave the field empty.")
    if problems:
        raise Invalid(problems)


def _said(places: Mapping[Award, int]) -> list[str]:
    return [f"{award} × {number}" for award, number in places.items()]

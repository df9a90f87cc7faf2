"""Model regulations: drafted by an authority for its clusters to start from."""

from django.db import transaction
from django.utils.translation import gettext as _

from clusters.enums import Provenance
from clusters.errors import Invalid
from clusters.models import Organisation, Regulation, RegulationVersion, User
from clusters.policies import regulation as policy
from clusters.services import regulation as regulations


@transaction.atomic
def draft(
    authority: Organisation, *, name: str, by: User, mark: str = Provenance.ENTERED, source: str = ""
) -> RegulationVersion:
    """The first version of a new model."""
    policy.may_draft_model(by, authority).require()
    if Regulation.objects.models_of(authority).filter(name=name).exists():
        raise Invalid({"name": _("The authority has a model of this name already.")})
    made = Regulation.objects.create(authority=authority, name=name)
    return regulations.begin(made, None, by=by, mark=mark, source=source)


@transaction.atomic
def draft_again(regulation: Regulation, *, by: User) -> RegulationVersion:
    """The next version of a model, from the one that was issued last."""
    found = Regulation.objects.select_for_update(of=("self",)).select_related("authority", "cluster")
    regulation = found.get(pk=regulation.pk)
    policy.may_start_model(by, regulation).require()
    last = regulation.versions.order_by("-number").first()
    mark, source = (last.mark, last.source) if last else (Provenance.ENTERED, "")
    return regulations.begin(regulation, last, by=by, mark=mark, source=source)

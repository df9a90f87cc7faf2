"""A paper that is kept elsewhere becomes evidence of a result; stored once, named on both trails."""

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit
from clusters.enums import Event
from clusters.errors import Denied, Invalid
from clusters.models import ActivityFile, Criterion, ExemplarFile, Report, User
from clusters.queries import citation as queries
from clusters.services import evidence as proofs


@transaction.atomic
def cite(kept: queries.Kept, report: Report, criterion: Criterion, *, by: User) -> proofs.Cited:
    """Cite a paper of an exemplar, of a programme's result or of an activity in a report of a unit that it belongs to.

    Denied for another unit; Invalid (`file`) where it proves this criterion already.
    """
    thing, event = _about(kept)
    type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
    if kept.file is None:
        raise Invalid({"file": _("There is no file to cite; add one first.")})
    if not queries.proves_for(queries.of(kept).bodies, report):
        raise Denied(_("A unit proves its results by what it did or took part in itself."))
    if report.evidence.standing().filter(criterion=criterion, file__sha256=kept.file.sha256).exists():
        raise Invalid({"file": _("This file proves this criterion already. Choose another one.")})
    evidence = proofs.add_stored(report, criterion, kept.file, by=by)
    after = {"criterion": criterion.code, "file": kept.file.original_name}
    audit.record(event, thing, by=by, after=after, organisation_id=report.participant.organisation_id)
    return evidence


def _about(kept: queries.Kept):
    """What the paper belongs to, and how citing it is called on its trail."""
    if isinstance(kept, ExemplarFile):
        return kept.exemplar, Event.EXEMPLAR_USED
    if isinstance(kept, ActivityFile):
        return kept.activity, Event.ACTIVITY_USED
    return kept.programme, Event.PROGRAMME_USED

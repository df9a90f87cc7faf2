"""The account of contributions is closed before the closing conference, and reopened with a reason."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, canonical, clock, numbers
from clusters.enums import Event, MeetingKind, MeetingState
from clusters.errors import Invalid
from clusters.models import ContributionClosing, ContributionReopening, Meeting, Season, User
from clusters.policies import contribution as policy
from clusters.queries import contribution as queries
from clusters.queries import post
from clusters.services import lock, notice


@transaction.atomic
def close(season: Season, *, by: User) -> ContributionClosing:
    """Freeze the account as it stands, with its hash; the closing conference of the year, if there is one, is named."""
    season = lock.season(season)
    policy.may_close_account(by, season).require()
    account = queries.Account(season)
    figures = account.figures()
    said = {"figures": figures, "hash": canonical.sha256(figures), "number": season.contribution_closings.count() + 1}
    said |= {"received": account.received, "spent": account.spent, "meeting": _conference(season)}
    closing = ContributionClosing.objects.create(season=season, closed_at=clock.now(), closed_by=by, **said)
    after = {"number": closing.number, "received": closing.received, "spent": closing.spent, "hash": closing.hash}
    audit.record(Event.CONTRIBUTIONS_CLOSED, season.contribution_plan, by=by, after=after)
    _tell(Event.CONTRIBUTIONS_CLOSED, closing, balance=numbers.format(closing.balance, language="vi"))
    return closing


@transaction.atomic
def reopen(closing: ContributionClosing, *, reason: str, by: User) -> ContributionReopening:
    """The authority lets it be written in again; what was frozen stays readable."""
    season = lock.season(closing.season)
    closing = ContributionClosing.objects.select_related("reopening").get(pk=closing.pk)
    closing.season = season
    policy.may_reopen_account(by, closing).require()
    if not reason.strip():
        raise Invalid({"reason": _("Say why the account is reopened.")})
    stamp = {"reopened_at": clock.now(), "reopened_by": by}
    made = ContributionReopening.objects.create(closing=closing, reason=reason.strip(), **stamp)
    number = {"number": closing.number}
    audit.record(Event.CONTRIBUTIONS_REOPENED, season.contribution_plan, by=by, before=number, reason=made.reason)
    _tell(Event.CONTRIBUTIONS_REOPENED, closing, reason=made.reason)
    return made


def _conference(season: Season) -> Meeting | None:
    held = season.meetings.filter(kind=MeetingKind.CLOSING).exclude(state=MeetingState.CANCELLED)
    return held.order_by("-starts_at").first()


def _tell(event: Event, closing: ContributionClosing, **values: str) -> None:
    people = post.people_of_season(closing.season)
    path = reverse("contribution-closing", args=[closing.pk])
    notice.tell(event, closing, to=people, path=path, season=str(closing.season), **values)

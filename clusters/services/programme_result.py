"""The yearly result of a coordination programme: entered by the lead unit, corrected by a newer version."""

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from clusters import audit, clock
from clusters.enums import Event
from clusters.errors import Invalid, Stale
from clusters.models import CoordinationProgramme, ProgrammeResult, Season, User
from clusters.policies import programme as policy
from clusters.queries import post
from clusters.services import file as files
from clusters.services import notice
from clusters.services import programme as programmes


@transaction.atomic
def enter(
    programme: CoordinationProgramme,
    season: Season,
    *,
    text: str,
    by: User,
    seen: int = 0,
    figures: str = "",
    upload: File | None = None,
    reason: str = "",
    **provenance: str,
) -> ProgrammeResult:
    """The first version, or with `seen` (the last one read) a correction, which keeps the file unless given one."""
    programme = programmes.locked(programme)
    season = Season.objects.select_related("cluster__authority").get(pk=season.pk)
    policy.may_enter_result(by, programme, season).require()
    last = programme.results.filter(season=season).select_related("file").order_by("-number").first()
    _refuse(last, text, reason, seen)
    file = files.store(upload, by=by) if upload else last and last.file
    said = {"text": text.strip(), "figures": figures.strip(), "reason": reason.strip() if last else ""}
    stamp = {"entered_at": clock.now(), "entered_by": by, "number": seen + 1, "file": file}
    made = ProgrammeResult.objects.create(programme=programme, season=season, **said, **stamp, **provenance)
    _record(made, last, by)
    return made


def _refuse(last: ProgrammeResult | None, text: str, reason: str, seen: int) -> None:
    if (last.number if last else 0) != seen:
        theirs: dict[str, object] = {"text": last.text, "figures": last.figures} if last else {}
        raise Stale(_("A colleague entered a result meanwhile."), theirs=theirs, seen=last.number if last else 0)
    problems = {}
    if not text.strip():
        problems["text"] = _("Say what came of the programme in this year.")
    if last and not reason.strip():
        problems["reason"] = _("Say why the result is corrected.")
    if problems:
        raise Invalid(problems)


def _record(made: ProgrammeResult, last: ProgrammeResult | None, by: User) -> None:
    before = {"result": last.text, "figures": last.figures} if last else {}
    filed = {"file": made.file.original_name, "hash": made.file.sha256} if made.file else {}
    after = {"number": made.number, "result": made.text, "figures": made.figures, **filed}
    programme, season = made.programme, made.season
    scope = {"season_id": season.pk}
    audit.record(Event.PROGRAMME_RESULT, programme, by=by, before=before, after=after, reason=made.reason, **scope)
    partners = programme.partners.filter(confirms=True).select_related("organisation")
    people = post.people_of_units([each.organisation for each in partners])
    path = reverse("programme", args=[programme.pk])
    told = {"programme": programme.title, "year": season.label}
    notice.tell(Event.PROGRAMME_RESULT, programme, to=people, path=path, **told)

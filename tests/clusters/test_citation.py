"""Papers of exemplars, programmes and activities as evidence of a report: whose they are, when, and never twice."""

import pytest

from clusters import clock
from clusters.enums import ExemplarState, Phase, ReportState, Role, Supplier
from clusters.errors import Denied, Invalid
from clusters.models import AuditEntry, Participant, Report, StoredFile, Succession
from clusters.models.exemplar import ExemplarFile
from clusters.queries import citation as queries
from clusters.services import citation
from tests import factories
from tests.reading import as_person, get


def leaf(cast):
    return cast.table.criteria.get(code="I.1")


def of_exemplar(cast, state=ExemplarState.FOSTERED) -> ExemplarFile:
    stamp = {"added_at": clock.now(), "added_by": cast.officer, "file": factories.stored_file(cast.officer)}
    return ExemplarFile.objects.create(exemplar=factories.exemplar(cast.unit, state=state), state=state, **stamp)


def of_programme(cast, **fields):
    """Led by the officer's unit; the deputy's takes part, the head's does not."""
    programme = factories.programme(cast.cluster, cast.unit.organisation, state="agreed")
    factories.programme_partner(programme, cast.deputy_unit.organisation, confirms=True)
    factories.programme_partner(programme, cast.head_unit.organisation, confirms=False)
    return factories.programme_result(programme, cast.season, **{"file": factories.stored_file(cast.officer), **fields})


def of_activity(cast, state="held"):
    """Hosted by the officer's unit; the deputy's takes part, the head's does not."""
    done = {"held_at": clock.now(), "held_by": cast.officer, "done_words": "Tặng quà"} if state == "held" else {}
    activity = factories.activity(cast.season, host=cast.unit, state=state, **done)
    factories.activity_unit(activity, cast.deputy_unit)
    factories.activity_unit(activity, cast.head_unit, comes=False)
    return factories.activity_file(activity)


MADE = {"exemplar": of_exemplar, "programme": of_programme, "activity": of_activity}


@pytest.mark.parametrize("kind", MADE)
def test_a_paper_proves_a_result_and_is_stored_once(cast, kind):
    report, kept = factories.report(cast.unit), MADE[kind](cast)
    stored = StoredFile.objects.count()
    evidence = citation.cite(kept, report, leaf(cast), by=cast.officer)
    assert (evidence.file.stored, StoredFile.objects.count()) == (kept.file, stored)
    thing = getattr(kept, kind)
    events = [AuditEntry.objects.about(each).latest("number").event for each in (report, thing)]
    assert events == ["report.evidence_added", f"{kind}.used"]


@pytest.mark.parametrize("kind", MADE)
def test_the_same_paper_proves_a_result_once(cast, kind):
    report, kept = factories.report(cast.unit), MADE[kind](cast)
    citation.cite(kept, report, leaf(cast), by=cast.officer)
    with pytest.raises(Invalid) as refused:
        citation.cite(kept, report, leaf(cast), by=cast.officer)
    assert set(refused.value.problems) == {"file"}
    assert report.evidence.count() == 1


@pytest.mark.parametrize(("kind", "who"), [("programme", "deputy"), ("activity", "deputy")])
def test_who_took_part_cites_too(cast, kind, who):
    report = factories.report(cast.deputy_unit)
    assert citation.cite(MADE[kind](cast), report, leaf(cast), by=cast.deputy).pk


@pytest.mark.parametrize("kind", MADE)
def test_who_took_no_part_does_not(cast, kind):
    report, kept = factories.report(cast.head_unit), MADE[kind](cast)
    with pytest.raises(Denied):
        citation.cite(kept, report, leaf(cast), by=cast.head)
    assert queries.of(kept).report(cast.head) is None


@pytest.mark.parametrize(
    "made", [lambda cast: of_exemplar(cast, ExemplarState.DROPPED), lambda cast: of_activity(cast, "planned")]
)
def test_what_was_given_up_or_not_held_proves_nothing(cast, made):
    report, kept = factories.report(cast.unit), made(cast)
    with pytest.raises(Denied):
        citation.cite(kept, report, leaf(cast), by=cast.officer)


def test_a_result_without_a_paper_cannot_be_cited(cast):
    report, kept = factories.report(cast.unit), of_programme(cast, file=None)
    with pytest.raises(Invalid) as refused:
        citation.cite(kept, report, leaf(cast), by=cast.officer)
    assert set(refused.value.problems) == {"file"}
    assert queries.of(kept).may_cite(cast.officer) is None


def test_using_it_voids_a_sign_off(cast):
    report = factories.report(cast.unit, state=ReportState.SIGNED)
    citation.cite(of_exemplar(cast), report, leaf(cast), by=cast.officer)
    assert Report.objects.get().state == ReportState.DRAFT


def test_a_successor_cites_what_the_body_before_it_did(cast):
    heir = factories.organisation()
    Succession.objects.create(organisation=heir, ancestor=cast.unit.organisation)
    Succession.objects.get_or_create(organisation=heir, ancestor=heir)
    report = factories.report(factories.participant(cast.season, heir))
    person = factories.appointed(heir, Role.OFFICER)
    assert citation.cite(of_exemplar(cast), report, leaf(cast), by=person).report == report


def test_a_report_whose_year_has_not_begun_is_passed_over(cast):
    """The report of this year is sent in; that of the next cannot be written in yet, so there is no button."""
    kept = of_exemplar(cast)
    factories.report(cast.unit, state=ReportState.SUBMITTED)
    coming = factories.season(cast.cluster, year=cast.season.year + 1, phase=Phase.PREPARING)
    next_year = Participant.objects.create(season=coming, organisation=cast.unit.organisation, joined_on=clock.today())
    factories.report(next_year)
    assert queries.of(kept).may_cite(cast.officer) is None


def test_the_form_names_papers_by_their_files_and_offers_only_what_the_unit_proves(client, cast):
    factories.report(cast.unit)
    kept = of_programme(cast)
    page = get(as_person(client, cast.officer), "programme-use", kept.programme_id).context["form"]
    labels = [str(label) for _value, label in page["file"].field.choices]
    assert labels == [f"{cast.season.label} – {kept.file.original_name}"]
    offered = set(page["criterion"].field.queryset.values_list("pk", flat=True))
    own = cast.table.criteria.filter(supplier=Supplier.UNIT).exclude(rule_type="")
    assert offered == set(own.values_list("pk", flat=True))

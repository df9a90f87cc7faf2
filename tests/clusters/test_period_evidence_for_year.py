"""What the periods of a year cite for a criterion is offered to the report of the year, and taken over as it stands."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from clusters import clock
from clusters.enums import Event, LineageKind, PeriodKind, Phase, ReportState, Role, ScanState, Supplier
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Evidence, Report
from clusters.queries import period_evidence as queries
from clusters.services import evidence as proofs
from clusters.services import evidence_file as library
from clusters.services import organisation as organisations
from clusters.services import period_evidence as deeds
from tests import at_once, factories
from tests.reading import as_person, get, post

GONE = "No period cites this file any more, or it no longer proves anything."


@pytest.fixture(autouse=True)
def _in_october(at):
    with translation.override("en"), at(2026, 10, 5):
        yield


@pytest.fixture
def line(cast):
    factories.asked_each(cast.season, PeriodKind.QUARTER, "II.1", "II.2")
    return cast.table.criteria.get(code="II.1")


@pytest.fixture
def year(cast, line):
    return factories.report(cast.unit)


def quarter(cast, number: int, state: str = "accepted", unit=None):
    """The report of the unit for that quarter."""
    days = {"opens_on": dt.date(2026, 3 * number, 20)}
    asked = cast.season.periods.filter(number=number).first()
    asked = asked or factories.period(cast.season, PeriodKind.QUARTER, number, **days)
    return factories.period_report(unit or cast.unit, asked, state=state)


@pytest.fixture
def cited(cast, year, line):
    """Pages of a file, cited for the first quarter."""
    file = factories.evidence_file(cast.unit, name="quy-1.pdf")
    return factories.period_evidence(quarter(cast, 1), line, file=file, pages="3–5", remark="Phụ lục")


def offered(year, line, by) -> list:
    return [each for each in queries.found(year, line, by) if not each.is_cited]


def page(client, cast, year, line, by="officer"):
    return get(as_person(client, getattr(cast, by)), "report-evidence-add", year.pk, line.pk)


def test_it_is_offered_with_period_pages_and_remark(client, cast, year, line, cited):
    factories.period_evidence(quarter(cast, 2, state="draft"), line, file=cited.file, pages="3–5")
    said = page(client, cast, year, line).content.decode()
    section = said[said.index('id="from-periods"') :].partition("</section>")[0]

    assert all(words in section for words in ("Cited in periods", "quy-1.pdf", "p. 3–5 – Phụ lục"))
    assert "Quarter I, Quarter II (not sent in)" in section
    assert section.count('type="checkbox"') == section.count("checked>") == 1
    assert f'action="{reverse("report-evidence-take-over", args=[year.pk, line.pk])}"' in section
    assert reverse("library-file", args=[cited.file_id]) in section


def test_taking_over_cites_the_same_pages_and_leaves_its_line(client, cast, year, line, cited):
    as_person(client, cast.officer)
    answer = post(client, "report-evidence-take-over", year.pk, line.pk, chosen=cited.pk)

    assert answer.url == reverse("report-edit", args=[year.pk])
    proof = Evidence.objects.get()
    assert (proof.report, proof.criterion, proof.file, proof.added_by) == (year, line, cited.file, cast.officer)
    assert (proof.pages, proof.remark) == ("3–5", "Phụ lục")
    entry = AuditEntry.objects.about(year).get()
    said = {"criterion": "II.1", "file": "quy-1.pdf", "hash": cited.file.sha256, "pages": "3–5", "remark": "Phụ lục"}
    assert (entry.event, entry.actor) == (Event.REPORT_EVIDENCE_ADDED, cast.officer)
    assert entry.after == said | {"source": "Quý I"}
    year.refresh_from_db()
    assert (year.version, 'id="from-periods"' in page(client, cast, year, line).content.decode()) == (1, False)


def test_several_are_taken_at_once_and_only_what_was_ticked(client, cast, year, line, cited):
    second = quarter(cast, 2)
    others = [factories.period_evidence(second, line, pages=pages) for pages in ("1", "2")]
    as_person(client, cast.officer)
    post(client, "report-evidence-take-over", year.pk, line.pk, chosen=[cited.pk, others[0].pk])

    assert {each.file for each in Evidence.objects.all()} == {cited.file, others[0].file}
    assert [each.file for each in offered(year, line, cast.officer)] == [others[1].file]


def test_what_the_year_cites_already_is_not_offered_again(cast, year, line, cited):
    factories.evidence(year, line, file=cited.file, pages="3–5")
    other = factories.period_evidence(quarter(cast, 2), line, file=cited.file, pages="9")
    elsewhere = factories.period_evidence(other.report, cast.table.criteria.get(code="II.2"))
    factories.evidence(year, line, file=elsewhere.file)

    (offer,) = offered(year, line, cast.officer)
    assert (offer.newest, offer.is_known) == (other, True)
    assert deeds.take_over(year, line, [cited], by=cast.officer) == []


def test_other_pages_of_a_cited_file_are_offered_and_not_ticked(client, cast, year, line, cited):
    factories.evidence(year, line, file=cited.file)
    said = page(client, cast, year, line).content.decode()
    assert "The year cites other pages of this file already." in said
    assert ('name="chosen"' in said, "checked>" in said) == (True, False)


def test_of_several_remarks_the_last_one_counts(cast, year, line, cited):
    for number, remark in ((2, "Bảng 2"), (3, "")):
        report = quarter(cast, number)
        factories.period_evidence(report, line, file=cited.file, pages="3–5", remark=remark)
    (proof,) = deeds.take_over(year, line, [cited], by=cast.officer)
    assert (proof.pages, proof.remark) == ("3–5", "Bảng 2")
    assert AuditEntry.objects.about(year).get().after["source"] == "Quý I, Quý II, Quý III"


def removed(cited, cast):
    proofs.remove(cited, by=cast.officer)


def taken_down(cited, cast):
    library.take_down(cited.file, reason="Có bí mật nhà nước", by=cast.official)


def infected(cited, cast):
    type(cited.file).objects.update(scan=ScanState.INFECTED, scanned_at=clock.now(), finding="Eicar")


@pytest.mark.parametrize("spoil", [removed, taken_down, infected])
def test_what_proves_nothing_any_more_is_neither_offered_nor_taken(client, cast, year, line, cited, spoil):
    type(cited.report).objects.update(state="draft", accepted_at=None, accepted_by=None)
    good = factories.period_evidence(cited.report, line, file=factories.evidence_file(cast.unit, name="tot.pdf"))
    assert len(offered(year, line, cast.officer)) == 2
    spoil(type(cited).objects.select_related("report", "file").get(pk=cited.pk), cast)
    if spoil is infected:
        type(cited.file).objects.filter(pk=good.file_id).update(scan="clean")

    assert [each.newest for each in offered(year, line, cast.officer)] == [good]
    with pytest.raises(Invalid, match=GONE):
        deeds.take_over(year, line, [good, cited], by=cast.officer)
    as_person(client, cast.officer)
    answer = post(client, "report-evidence-take-over", year.pk, line.pk, chosen=[good.pk, cited.pk])
    assert answer.context["take_form"].errors == {"chosen": [GONE]}
    assert not Evidence.objects.exists()


def test_what_waits_for_the_scanner_counts_meanwhile(client, cast, year, line, cited):
    type(cited.file).objects.update(scan=ScanState.WAITING)
    assert cited.file.name in page(client, cast, year, line).content.decode()
    assert len(deeds.take_over(year, line, [cited], by=cast.officer)) == 1


def test_evidence_of_others_is_not_offered_and_others_are_offered_nothing(client, cast, year, line, cited):
    theirs = factories.period_evidence(quarter(cast, 1, unit=cast.head_unit), line)
    draft = factories.period_evidence(quarter(cast, 2, state="draft"), line)

    assert {each.newest for each in offered(year, line, cast.officer)} == {cited, draft}
    assert [each.newest for each in offered(year, line, cast.head)] == [cited]
    assert offered(year, line, cast.neighbour) == []
    for who in ("head", "neighbour"):
        assert page(client, cast, year, line, by=who).status_code == 404
        with pytest.raises(Denied):
            deeds.take_over(year, line, [cited], by=getattr(cast, who))
    with pytest.raises(Invalid, match=GONE):
        deeds.take_over(year, line, [theirs], by=cast.officer)
    assert not Evidence.objects.exists()


def test_the_people_of_a_successor_take_it_over(cast, year, line, cited):
    heir = factories.organisation("Sở E", parent=cast.ministry, valid_from=clock.today())
    admin = factories.user(is_superuser=True)
    organisations.succeed([cast.unit.organisation], heir, on=clock.today(), kind=LineageKind.MERGE, by=admin)
    assert deeds.take_over(year, line, [cited], by=factories.appointed(heir, Role.OFFICER, "heir"))


def test_only_periods_that_the_unit_owes_and_lines_that_it_proves_itself(cast, year, line, cited):
    cast.unit.joined_on = dt.date(2026, 4, 1)
    cast.unit.save(update_fields=["joined_on"])
    second = factories.period_evidence(quarter(cast, 2), line)
    year = Report.objects.get()
    assert [each.newest for each in offered(year, line, cast.officer)] == [second]

    type(line).objects.filter(pk=line.pk).update(supplier=Supplier.AUTHORITY)
    assert offered(year, line, cast.officer) == []


def test_after_the_sending_nothing_is_taken_over(client, cast, line, cited):
    cast.season.phase = Phase.SELF_SCORING
    cast.season.save(update_fields=["phase"])
    year = Report.objects.get()
    Report.objects.update(state=ReportState.SUBMITTED, signed_at=clock.now(), signed_by=cast.leader)
    with pytest.raises(Conflict, match=r"The report has been sent in\. To mend it, ask"):
        deeds.take_over(year, line, [cited], by=cast.officer)
    as_person(client, cast.officer)
    answer = post(client, "report-evidence-take-over", year.pk, line.pk, chosen=cited.pk)
    assert (answer.status_code, "The report has been sent in." in answer.content.decode()) == (409, True)
    assert not Evidence.objects.exists()


def test_a_signature_is_taken_away(cast, year, line, cited):
    Report.objects.update(state=ReportState.SIGNED, signed_at=clock.now(), signed_by=cast.leader)
    deeds.take_over(year, line, [cited], by=cast.officer)
    year.refresh_from_db()
    assert (year.state, year.signed_at) == (ReportState.DRAFT, None)


def test_nothing_ticked_is_told_and_pressing_twice_is_no_mistake(client, cast, year, line, cited):
    address = ("report-evidence-take-over", year.pk, line.pk)
    as_person(client, cast.officer)
    answer = post(client, *address)
    assert answer.context["take_form"].errors == {"chosen": ["Choose at least one file."]}
    assert 'href="#id_chosen_0"' in answer.content.decode()

    post(client, *address, chosen=cited.pk)
    again = client.post(reverse(address[0], args=address[1:]), {"chosen": cited.pk}, follow=True)
    assert (again.status_code, Evidence.objects.count()) == (200, 1)
    assert [str(each) for each in again.context["messages"]][-1:] == ["The year cites all of this already."]


def test_a_period_is_offered_nothing_of_others(client, cast, year, line, cited):
    draft = quarter(cast, 2, state="draft")
    assert queries.found(draft, line, cast.officer) == []
    as_person(client, cast.officer)
    answer = get(client, "period-evidence-add", draft.period_id, cast.unit.pk, line.pk)
    assert (answer.status_code, "Cited in periods" in answer.content.decode()) == (200, False)


@pytest.mark.parametrize("name", ["report-evidence-add", "report-evidence-take-over"])
def test_the_page_asks_the_same_for_one_period_and_for_many(client, cast, year, line, cited, count_queries, name):
    as_person(client, cast.officer)
    with count_queries(8):
        assert len(get(client, name, year.pk, line.pk).context["take_form"].offers) == 1
    for number in (2, 3):
        report = quarter(cast, number)
        for pages in ("1", "2", "3"):
            factories.period_evidence(report, line, pages=pages)
    with count_queries(8):
        assert len(get(client, name, year.pk, line.pk).context["take_form"].offers) == 7


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_cite_it_once(request):
    cast, year, line, cited = map(request.getfixturevalue, ("cast", "year", "line", "cited"))
    outcomes = at_once.race(*[lambda by=by: deeds.take_over(year, line, [cited], by=by) for by in two(cast)])
    assert sorted(map(len, outcomes)) == [0, 1]
    year.refresh_from_db()
    assert (Evidence.objects.count(), year.version) == (1, 1)


def two(cast):
    return cast.officer, cast.leader

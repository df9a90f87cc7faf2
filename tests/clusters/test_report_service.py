"""A report is saved cell by cell, signed off whole, sent in once, accepted or returned."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clusters import canonical, clock
from clusters.enums import Event, Phase, ReportState, ScoreKind
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Notice, Report, Score, Submission
from clusters.services import evidence as proofs
from clusters.services import report as reports
from clusters.services import result as results
from tests import factories

FULL = {
    "I.1": {"actual": "40"},
    "I.2": {"answer": True},
    "II.1": {"count": "2"},
    "II.2": {"count": "1"},
    "III.1": {"count": "0"},
    "IV.1": {"count": "0"},
}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture
def report(cast):
    move(cast, Phase.SELF_SCORING)
    return factories.report(cast.unit)


def move(cast, phase):
    cast.season.phase = phase
    cast.season.save(update_fields=["phase"])


def leaf(cast, code="I.1"):
    return cast.table.criteria.get(code=code)


def save(cast, report, given, by=None, seen=None, note=""):
    values = {leaf(cast, code): (inputs, note) for code, inputs in given.items()}
    seen = {r.criterion_id: r.version for r in report.results.all()} if seen is None else seen
    return results.enter(report, values, by=by or cast.officer, seen=seen)


def signed(cast, report):
    return reports.sign(save(cast, report, FULL), by=cast.leader)


def submitted(cast, report):
    reports.submit(signed(cast, report), by=cast.officer)
    return Report.objects.get(pk=report.pk)


def upload(name="bao-cao.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def events(report):
    return list(AuditEntry.objects.about(report).order_by("number").values_list("event", flat=True))


def told(event):
    return set(Notice.objects.filter(event=event).values_list("person", flat=True))


def stored(report):
    return {r.criterion.code: (r.inputs, r.value, r.version) for r in report.results.select_related("criterion")}


def test_saving_writes_cells_with_their_headline(cast, report):
    save(cast, report, {"I.1": {"actual": Decimal("1234.5")}, "I.2": {"answer": False}})

    assert stored(report) == {
        "I.1": ({"actual": "1234.5"}, Decimal("1234.5"), 1),
        "I.2": ({"answer": False}, None, 1),
    }
    assert events(report) == [Event.REPORT_SAVED]


def test_only_changed_cells_are_written(cast, report):
    save(cast, report, {"I.1": {"actual": "40"}, "II.1": {"count": "2"}})

    save(cast, report, {"I.1": {"actual": "40.0"}, "II.1": {"count": "3"}})

    assert {code: version for code, (_, _, version) in stored(report).items()} == {"I.1": 1, "II.1": 2}
    assert AuditEntry.objects.about(report).get(number=2).after == {"II.1": {"count": "3", "note": ""}}


def test_saving_nothing_leaves_no_trail(cast, report):
    save(cast, report, {"I.1": {"actual": None}})

    assert (stored(report), events(report)) == ({}, [])


def test_a_colleague_in_the_same_cell_is_stale_and_nothing_is_written(cast, report):
    save(cast, report, {"I.1": {"actual": "40"}}, by=cast.leader, note="của tôi")

    with pytest.raises(Stale) as stale:
        save(cast, report, {"I.1": {"actual": "50"}, "II.1": {"count": "1"}}, seen={})

    pk = leaf(cast).pk
    assert {key: (row.inputs, row.note) for key, row in stale.value.theirs.items()} == {
        str(pk): ({"actual": "40"}, "của tôi")
    }
    assert stale.value.seen == {pk: 1}
    assert stored(report) == {"I.1": ({"actual": "40"}, Decimal(40), 1)}


def test_a_colleague_in_another_cell_merges(cast, report):
    save(cast, report, {"I.1": {"actual": "40"}}, by=cast.leader)

    save(cast, report, {"II.1": {"count": "1"}}, seen={})

    assert set(stored(report)) == {"I.1", "II.1"}


def test_figures_that_do_not_fit_are_said_by_criterion(cast, report):
    with pytest.raises(Invalid) as invalid:
        save(cast, report, {"II.1": {"count": "2.5"}, "I": {"actual": "1"}})

    assert set(invalid.value.problems) == {"II.1", "I"}


@pytest.mark.parametrize("person", ["head", "deputy", "official", "neighbour"])
def test_only_the_units_people_fill_in(cast, report, person):
    with pytest.raises(Denied):
        save(cast, report, FULL, by=getattr(cast, person))


@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.PACT])
def test_nothing_is_filled_in_before_the_year_runs(cast, report, phase):
    move(cast, phase)

    with pytest.raises(Conflict):
        save(cast, report, FULL)


def test_signing_demands_every_figure_and_names_what_is_missing(cast, report):
    save(cast, report, {code: inputs for code, inputs in FULL.items() if code not in ("I.2", "IV.1")})

    with pytest.raises(Conflict, match=r"I\.2, IV\.1"):
        reports.sign(report, by=cast.leader)


def test_signing_is_the_leaders(cast, report):
    fresh = signed(cast, report)

    assert (fresh.state, fresh.signed_by) == (ReportState.SIGNED, cast.leader)
    assert events(report) == [Event.REPORT_SAVED, Event.REPORT_SIGNED]
    assert told(Event.REPORT_SIGNED) == {cast.officer.pk, cast.leader.pk}


@pytest.mark.parametrize("person", ["officer", "head_leader", "official", "neighbour"])
def test_nobody_else_signs(cast, report, person):
    save(cast, report, FULL)

    with pytest.raises(Denied):
        reports.sign(report, by=getattr(cast, person))


def test_what_changed_since_it_was_read_is_not_signed(cast, report):
    save(cast, report, FULL)

    with pytest.raises(Conflict):
        reports.sign(report, by=cast.leader, seen=0)


def test_a_change_after_signing_voids_it_and_names_the_criteria(cast, report):
    fresh = save(cast, signed(cast, report), {"II.1": {"count": "3"}})

    assert (fresh.state, fresh.signed_at, fresh.signed_by) == (ReportState.DRAFT, None, None)
    voided = AuditEntry.objects.about(report).get(event=Event.REPORT_SIGNATURE_VOIDED)
    assert voided.after == {"criteria": ["II.1"], "II.1": {"count": "3", "note": ""}}
    assert voided.before == {"II.1": {"count": "2", "note": ""}}
    assert told(Event.REPORT_SIGNATURE_VOIDED) == {cast.leader.pk}


def test_saving_the_same_again_keeps_the_signature(cast, report):
    assert save(cast, signed(cast, report), FULL).state == ReportState.SIGNED


def test_evidence_is_kept_and_voids_the_signature(cast, report):
    evidence = proofs.add(signed(cast, report), leaf(cast), upload(), by=cast.officer, declared=True)

    assert (evidence.file.name, evidence.file.stored.content_type) == ("bao-cao.pdf", "application/pdf")
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT
    assert events(report)[-2:] == [Event.REPORT_EVIDENCE_ADDED, Event.REPORT_SIGNATURE_VOIDED]


def test_removing_evidence_keeps_its_row_and_voids_the_signature(cast, report):
    evidence = proofs.add(report, leaf(cast), upload(), by=cast.officer, declared=True)
    signed(cast, report)

    removed = proofs.remove(evidence, by=cast.leader)

    assert removed.removed_by == cast.leader
    report.refresh_from_db()
    assert (report.evidence.count(), report.evidence.standing().count()) == (1, 0)
    assert report.state == ReportState.DRAFT
    with pytest.raises(Conflict):
        proofs.remove(evidence, by=cast.leader)


@pytest.mark.parametrize(("name", "content"), [("gia.pdf", b"MZ\x90\x00 not a pdf at all"), ("rong.pdf", b"")])
def test_evidence_that_lies_or_is_empty_is_refused(cast, report, name, content):
    with pytest.raises(Invalid):
        proofs.add(report, leaf(cast), upload(name, content), by=cast.officer, declared=True)

    assert not report.evidence.exists()


def test_evidence_belongs_to_a_line_of_this_table(cast, report):
    foreign = cast.elsewhere.table.criteria.get(code="I.1")

    with pytest.raises(Invalid):
        proofs.add(report, foreign, upload(), by=cast.officer, declared=True)


def test_submitting_freezes_the_report_under_a_receipt(cast, report):
    evidence = proofs.add(report, leaf(cast, "I.2"), upload(), by=cast.officer, declared=True)

    submission = reports.submit(signed(cast, report), by=cast.officer)

    season = cast.season
    assert submission.number == f"BC-{season.year}-{season.pk}-001"
    content = Submission.objects.get(pk=submission.pk).content
    assert canonical.sha256(content) == submission.content_hash
    line = next(line for line in content["lines"] if line["code"] == "I.2")
    assert (line["inputs"], Decimal(line["points"])) == ({"answer": True}, 20)
    assert [each["sha256"] for each in line["evidence"]] == [evidence.file.sha256]
    assert Decimal(content["total"]) == 65


def test_submitting_writes_the_self_score_and_tells_head_and_officials(cast, report):
    fresh = submitted(cast, report)

    points = dict(Score.objects.filter(report=fresh).values_list("criterion__code", "points"))
    assert points == {"I.1": 0, "I.2": 20, "II.1": 20, "II.2": 25, "III.1": 0, "IV.1": 0}
    assert set(Score.objects.values_list("kind", "version")) == {(ScoreKind.SELF, 1)}
    assert fresh.state == ReportState.SUBMITTED
    assert events(report)[-1] == Event.REPORT_SUBMITTED
    people = (cast.officer, cast.leader, cast.head, cast.head_leader, cast.official, cast.official2)
    assert told(Event.REPORT_SUBMITTED) == {person.pk for person in people}


def test_only_what_is_signed_off_is_submitted(cast, report):
    save(cast, report, FULL)

    with pytest.raises(Conflict):
        reports.submit(report, by=cast.officer)


def test_nothing_is_submitted_before_self_scoring(cast, report):
    move(cast, Phase.RUNNING)

    with pytest.raises(Conflict):
        reports.submit(signed(cast, report), by=cast.officer)


@pytest.mark.parametrize("person", ["head", "official", "neighbour"])
def test_nobody_else_submits(cast, report, person):
    with pytest.raises(Denied):
        reports.submit(signed(cast, report), by=getattr(cast, person))


def test_receipts_are_numbered_on_within_the_season(cast, report):
    submitted(cast, report)
    other = factories.report(cast.head_unit, state=ReportState.SIGNED)

    assert reports.submit(other, by=cast.head).number.endswith("-002")


def test_what_was_sent_in_is_not_edited(cast, report):
    with pytest.raises(Conflict, match="Sở B"):
        save(cast, submitted(cast, report), {"II.1": {"count": "3"}})


def test_the_verifier_accepts(cast, report):
    fresh = reports.accept(submitted(cast, report), by=cast.head)

    assert (fresh.state, fresh.accepted_by) == (ReportState.ACCEPTED, cast.head)
    assert events(report)[-1] == Event.REPORT_ACCEPTED
    assert told(Event.REPORT_ACCEPTED) == {cast.officer.pk, cast.leader.pk}


@pytest.mark.parametrize("person", ["officer", "deputy", "official", "neighbour"])
def test_nobody_else_accepts_or_returns(cast, report, person):
    fresh = submitted(cast, report)

    with pytest.raises(Denied):
        reports.accept(fresh, by=getattr(cast, person))
    with pytest.raises(Denied):
        reports.return_(fresh, reason="Vì", by=getattr(cast, person))


def test_the_heads_own_report_is_the_deputys(cast, report):
    own = factories.report(cast.head_unit, state=ReportState.SUBMITTED)

    with pytest.raises(Denied):
        reports.accept(own, by=cast.head)
    assert reports.accept(own, by=cast.deputy).state == ReportState.ACCEPTED


@pytest.mark.parametrize("phase", [Phase.RUNNING, Phase.SUBMITTED, Phase.CLOSED])
def test_accepting_has_its_time(cast, report, phase):
    fresh = submitted(cast, report)
    move(cast, phase)

    with pytest.raises(Conflict):
        reports.accept(fresh, by=cast.head)


def test_returning_tells_the_unit_why(cast, report):
    fresh = reports.return_(submitted(cast, report), reason="Thiếu minh chứng II.1", by=cast.head)

    assert (fresh.state, fresh.return_reason) == (ReportState.RETURNED, "Thiếu minh chứng II.1")
    assert AuditEntry.objects.get(event=Event.REPORT_RETURNED).reason == "Thiếu minh chứng II.1"
    assert told(Event.REPORT_RETURNED) == {cast.officer.pk, cast.leader.pk}
    with pytest.raises(Invalid):
        reports.return_(factories.report(cast.deputy_unit, state=ReportState.SUBMITTED), reason=" ", by=cast.head)


def test_an_accepted_report_is_returned_during_the_meeting_until_the_sealing(cast, report):
    fresh = reports.accept(submitted(cast, report), by=cast.head)
    move(cast, Phase.MEETING)
    factories.standing(cast.season)

    with pytest.raises(Conflict):
        reports.return_(fresh, reason="Vì", by=cast.head)


def test_mending_after_a_return_reopens_and_resubmits(cast, report):
    first = reports.return_(submitted(cast, report), reason="Sửa", by=cast.head)
    move(cast, Phase.VERIFYING)

    fresh = save(cast, first, {"II.1": {"count": "3"}})
    again = reports.submit(reports.sign(fresh, by=cast.leader), by=cast.officer)

    assert events(report)[-4:] == [
        Event.REPORT_SAVED,
        Event.REPORT_REOPENED,
        Event.REPORT_SIGNED,
        Event.REPORT_SUBMITTED,
    ]
    assert (again.number[-3:], report.submissions.count()) == ("002", 2)
    assert set(Score.objects.values_list("version", flat=True)) == {2}
    assert Report.objects.get(pk=report.pk).return_reason == ""


def test_a_save_on_a_returned_report_reopens_it_even_unchanged(cast, report):
    returned = reports.return_(submitted(cast, report), reason="Ký lại", by=cast.head)

    assert save(cast, returned, FULL).state == ReportState.DRAFT


def test_the_clock_stamps_the_sending(cast, report, at):
    with at(2026, 12, 1, 8):
        submission = reports.submit(signed(cast, report), by=cast.officer)

    assert submission.submitted_at == clock.moment(2026, 12, 1, 8)

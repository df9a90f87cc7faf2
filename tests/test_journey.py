"""The river of the house, from the founding decision to the register of honours, walked through the pages."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from awards.models import AwardDecision, Honour, Nomination
from clusters import audit, clock
from clusters.enums import Phase, Role
from clusters.models import AuditEntry, Cluster, Pact, Report, Season, Standing, Submission
from tests import factories
from tests.people import signed_in

UNITS = ("Sở Công Thương Nghệ An", "Sở Công Thương Hà Tĩnh", "Sở Công Thương Quảng Trị")
PDF = b"%PDF-1.4\nthu nghiem"


@pytest.fixture
def stage(db) -> SimpleNamespace:
    """A ministry with two officials, three units with an officer and a leader each, and a published table."""
    ministry = factories.authority("Bộ Công Thương")
    units = [factories.organisation(name, parent=ministry) for name in UNITS]
    return SimpleNamespace(
        ministry=ministry,
        units=units,
        table=factories.scoring_table(ministry),
        official=signed_in(factories.appointed(ministry, Role.OFFICIAL, "chuyên viên Bộ")),
        officers=[signed_in(factories.appointed(unit, Role.OFFICER)) for unit in units],
        leaders=[signed_in(factories.appointed(unit, Role.LEADER)) for unit in units],
    )


def test_the_river(stage):
    cluster = found_the_cluster(stage)
    season = open_the_year(stage, cluster)
    draft_promise_and_sign(stage, season)
    reports = report_and_score_themselves(stage, season)
    verify(stage, season, reports)
    standing = seal(stage, season)
    nomination = nominate(stage, season, standing)
    decide(stage, season, nomination)
    the_ministry_sees_it(stage, season)


def found_the_cluster(stage):
    today = clock.today()
    answer = stage.official.post(
        reverse("cluster-found"),
        {
            "authority": stage.ministry.pk,
            "kind": "cluster",
            "name": "Cụm thi đua số VI",
            "founded_on": f"{today:%d/%m}/{today.year - 1}",
            "number": "100/QĐ-BCT",
            "on": f"{today:%d/%m}/{today.year - 1}",
            "abstract": "Thành lập các cụm thi đua",
            "file": SimpleUploadedFile("quyet-dinh.pdf", PDF),
            "members": [unit.pk for unit in stage.units],
        },
    )
    cluster = Cluster.objects.get()
    assert answer["Location"] == reverse("cluster", args=[cluster.pk])
    assert cluster.founding_decision.file.original_name == "quyet-dinh.pdf"
    return cluster


def open_the_year(stage, cluster):
    year = clock.today().year
    due = {"due_self_scoring": f"17:00 31/12/{year + 1}"}
    answer = stage.official.post(
        reverse("season-open", args=[cluster.pk]),
        {
            "year": year,
            "starts_on": f"01/01/{year}",
            "ends_on": f"31/12/{year}",
            "table": stage.table.pk,
            "head": stage.units[0].pk,
            "deputy": stage.units[1].pk,
            **due,
        },
    )
    season = Season.objects.get()
    assert answer["Location"] == reverse("season", args=[season.pk])
    advance(stage.official, season, Phase.PACT)
    return season


def advance(client, season, expected, **data):
    answer = client.post(reverse("season-advance", args=[season.pk]), data)
    season.refresh_from_db()
    assert (answer.status_code, season.phase) == (302, expected)


def draft_promise_and_sign(stage, season):
    head = stage.officers[0]
    rows = {"common-TOTAL_FORMS": "1", "common-INITIAL_FORMS": "0", "common-0-text": "Tập thể lao động tiên tiến"}
    rows |= {"common-0-comparison": "more_than", "common-0-value": "95", "common-0-unit_of_measure": "%"}
    text = {"seen": "0", "theme": "Kỷ cương, sáng tạo", "contents": "Hoàn thành nhiệm vụ\nCải cách hành chính"}
    assert head.post(reverse("pact-edit", args=[season.pk]), {**text, **rows}).status_code == 302
    target = season.table.criteria.get(code="I.1")
    for officer, participant in zip(stage.officers, participants(stage, season), strict=True):
        promised = {"seen": "{}", "drawn": "{}", f"t{target.pk}": "12,5"}
        assert officer.post(reverse("pact-targets", args=[participant.pk]), promised).status_code == 302
    assert head.post(reverse("pact-agree", args=[season.pk])).status_code == 302
    pact = Pact.objects.get()
    for leader, participant in zip(stage.leaders, participants(stage, season), strict=True):
        signing = {"seen": pact.frozen_hash, "participant": participant.pk}
        assert leader.post(reverse("pact-sign", args=[season.pk]), signing).status_code == 302
    pact.refresh_from_db()
    assert (pact.state, pact.signatures.count(), "Kỷ cương, sáng tạo" in pact.frozen_text) == ("signed", 3, True)
    advance(head, season, Phase.RUNNING)
    advance(head, season, Phase.SELF_SCORING)


def participants(stage, season):
    """In the order of the units."""
    found = {participant.organisation_id: participant for participant in season.participants.all()}
    return [found[unit.pk] for unit in stage.units]


def report_and_score_themselves(stage, season):
    reports = [Report.objects.get(participant=each) for each in participants(stage, season)]
    for index, report in enumerate(reports):
        officer, leader = stage.officers[index], stage.leaders[index]
        fill(officer, report, actual=str(12 - index), models=3 - index)
        evidence = reverse("report-evidence-add", args=[report.pk, season.table.criteria.get(code="II.1").pk])
        proof = {"file": SimpleUploadedFile("mo-hinh.pdf", PDF), "declared": "on"}
        assert officer.post(evidence, proof).status_code == 302
        assert leader.post(reverse("report-sign", args=[report.pk])).status_code == 302
        receipt = officer.post(reverse("report-submit", args=[report.pk]))
        submission = Submission.objects.get(report=report)
        assert receipt["Location"] == reverse("receipt", args=[submission.pk])
        assert submission.number in officer.get(receipt["Location"]).content.decode()
    return reports


def fill(officer, report, *, actual, models):
    """Through the sheet as a browser sends it: every field as drawn, some changed."""
    address = reverse("report-edit", args=[report.pk])
    form = officer.get(address).context["form"]
    drawn = {bound.html_name: bound.value() for bound in form}
    typed = {name: value for name, value in drawn.items() if value not in (None, False)}
    code = {criterion.code: criterion.pk for criterion in report.participant.season.table.criteria.all()}
    typed |= {f"c{code['I.1']}-actual": actual, f"c{code['I.2']}-answer": "yes", f"c{code['II.1']}-count": models}
    typed |= {f"c{code['II.2']}-count": "1", f"c{code['III.1']}-count": "2", f"c{code['IV.1']}-count": "0"}
    assert officer.post(address, typed).status_code == 302


def verify(stage, season, reports):
    head, deputy = stage.officers[0], stage.officers[1]
    advance(head, season, Phase.CROSS_CHECKING)
    advance(head, season, Phase.VERIFYING, reason="Đã kiểm tra chéo")
    for report, verifier, stranger in zip(reports, (deputy, head, head), (head, deputy, deputy), strict=True):
        assert stranger.post(reverse("report-accept", args=[report.pk])).status_code == 403
        assert verifier.post(reverse("report-accept", args=[report.pk])).status_code == 302
        correct_one_point(verifier, report)
        assert verifier.post(reverse("assessment-accept", args=[report.pk])).status_code == 302
    advance(head, season, Phase.MEETING)


def correct_one_point(verifier, report):
    """A differing point needs its reason."""
    leaf = report.participant.season.table.criteria.get(code="II.2")
    address = reverse("assessment", args=[report.pk])
    typed = {f"points_{leaf.pk}": "20"}
    assert verifier.post(address, typed).status_code == 200
    typed |= {f"note_{leaf.pk}": "Hai lần chậm báo cáo"}
    assert verifier.post(address, typed).status_code == 302


def seal(stage, season):
    assert stage.officers[1].post(reverse("ranking-seal", args=[season.pk])).status_code == 403
    answer = stage.officers[0].post(reverse("ranking-seal", args=[season.pk]))
    standing = Standing.objects.get()
    assert answer["Location"] == reverse("standing", args=[standing.pk])
    ranks = {placing.participant.organisation.name: placing.rank for placing in standing.placings.all()}
    assert ranks == dict(zip(UNITS, (1, 2, 3), strict=True))
    return standing


def nominate(stage, season, standing):
    head, official = stage.officers[0], stage.official
    flag = factories.award("co-thi-dua-bo", name="Cờ thi đua của Bộ Công Thương")
    paper = {"number": "200/QĐ-BCT", "on": f"{clock.today():%d/%m/%Y}", "abstract": "Phân bổ cờ thi đua"}
    granted = official.post(reverse("quota-grant", args=[season.pk]), {f"places_{flag.pk}": "1", **paper})
    assert granted.status_code == 302
    first, second = standing.placings.order_by("rank")[:2]
    proposal = {"award": flag.pk, "placing": first.pk, "achievement": "Dẫn đầu cụm"}
    proposed = head.post(reverse("nomination-propose", args=[season.pk]), proposal)
    nomination = Nomination.objects.get()
    assert proposed["Location"] == reverse("nomination", args=[nomination.pk])
    one_too_many = head.post(reverse("nomination-propose", args=[season.pk]), {**proposal, "placing": second.pk})
    assert (one_too_many.status_code, Nomination.objects.count()) == (200, 1)
    advance(head, season, Phase.SUBMITTED)
    return nomination


def decide(stage, season, nomination):
    assert stage.officers[0].post(reverse("nomination-approve", args=[nomination.pk])).status_code == 403
    assert stage.official.post(reverse("nomination-approve", args=[nomination.pk])).status_code == 302
    paper = {"number": "300/QĐ-BCT", "on": f"{clock.today():%d/%m/%Y}", "abstract": "Tặng Cờ thi đua"}
    scan = SimpleUploadedFile("300.pdf", PDF)
    chosen = {"nominations": [nomination.pk], "authority": stage.ministry.pk, "file": scan, "signatory": "Bộ trưởng"}
    issued = stage.official.post(reverse("award-decision-issue"), {**paper, **chosen})
    decision = AwardDecision.objects.get()
    assert issued["Location"] == reverse("award-decision", args=[decision.pk])
    honour = Honour.objects.get()
    assert (honour.holder_name, honour.award_name) == (UNITS[0], "Cờ thi đua của Bộ Công Thương")
    assert UNITS[0] in stage.officers[2].get(reverse("honours")).content.decode()
    advance(stage.official, season, Phase.DECIDED)
    advance(stage.official, season, Phase.CLOSED)


def the_ministry_sees_it(stage, season):
    page = stage.official.get(reverse("dashboard"), {"year": season.year}).content.decode()
    for words in (*UNITS, "Cờ thi đua của Bộ Công Thương", "Cụm thi đua số VI"):
        assert words in page
    the_trail_is_whole(season)


def the_trail_is_whole(season):
    """Every deed of the year left its line, in order, and nobody has touched them."""
    report, honour = Report.objects.order_by("pk").first(), Honour.objects.get()
    trails = {
        season.cluster: ["founded", *["member_joined"] * 3],
        season: ["opened", *["headship_set"] * 2, *["phase_moved"] * 9],
        season.pact: ["changed", *["targets_set"] * 3, "agreed", *["signed"] * 3, "completed"],
        report: ["saved", "evidence_added", "signed", "submitted", "accepted", "scored", "scored"],
        Standing.objects.get(): ["sealed"],
        Nomination.objects.get(): ["proposed", "approved", "decided"],
        honour.award_decision: ["issued"],
        honour: ["registered"],
    }
    for subject, expected in trails.items():
        lines = AuditEntry.objects.about(subject).order_by("number")
        assert [line.event.split(".")[1] for line in lines] == expected, subject
        assert audit.broken_lines(subject) == []

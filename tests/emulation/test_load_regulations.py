"""The tables of real regulations in the demonstration: whole, proved by their examples, and used for a ranking."""

from decimal import Decimal

import pytest
from django.db import transaction
from django.test import override_settings

from clusters import clock, manifest
from clusters.enums import FactKind, Provenance, ScoreKind, Supplier
from clusters.models import AuditEntry, Fact, Placing, Score, ScoringTableVersion, Standing
from clusters.queries import scoring as cores
from clusters.queries import table_example, table_gate
from emulation.demo import khoi_hdnd, organisations
from emulation.demo.systems import System, load

D = Decimal
THANH_HOA = "Khung tiêu chí đánh giá, xếp loại Hội đồng nhân dân, nhiệm kỳ 2026–2031"
JUSTICE = "Bảng tiêu chí chấm điểm thi đua Sở Tư pháp (trích, DEMO)"
RELATIVE = "Chấm điểm tương đối theo đơn vị dẫn đầu (DEMO)"
OTHERS = "Bảng minh họa: chấm trong khoảng điểm, theo nhiều kỳ, theo tồn đọng (DEMO)"
GROUPS = {"I": 23, "II": 20, "III": 15, "IV": 15, "V": 15, "VI": 7, "VII": 5, "VIII": 10, "IX": 20}


@pytest.fixture(scope="module", autouse=True)
def block(django_db_setup, django_db_blocker, tmp_path_factory):
    """Organisations and the block alone; undone when the module is."""
    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files, VAR_DIR=files), transaction.atomic():
        with clock.set_to(clock.moment(2026, 11, 22)):
            for part in (organisations, khoi_hdnd):
                load(System(part.__name__, part.is_there, part.build))
        yield
        transaction.set_rollback(True)


def version(name: str) -> ScoringTableVersion:
    return ScoringTableVersion.objects.select_related("table").get(table__name=name)


def test_the_table_of_thanh_hoa_is_whole():
    table, criteria = cores.table_of(version(THANH_HOA))

    assert {node.code: int(node.max_points) for node in table.nodes} == GROUPS
    assert (table.step, table.full, table.floor, table.cap) == (D("0.25"), 110, 0, 110)
    leaves = [each for each in criteria.values() if each.rule_type]
    assert (len(criteria), len(leaves)) == (99, 66)
    assert [each.code for each in leaves if not each.evidence_required and each.section != "penalty"] == [
        "IV.1",
        "VII.1",
    ]


def test_its_sanctions_quota_and_tie_breakers_are_those_of_the_draft():
    grading = version(THANH_HOA).grading

    assert [(each["name"], each["least"]) for each in grading["grades"]] == [
        ("Xuất sắc", "90"),
        ("Tốt", "80"),
        ("Khá", "65"),
        ("Trung bình", "50"),
        ("Yếu", "0"),
    ]
    assert grading["grades"][0]["quota"] == {"percent": "25", "rounding": "down", "over": "next"}
    assert [each["effect"]["kind"] for each in grading["sanctions"]] == [*["not_above"] * 5, "down", "forced"]
    assert [each["line"] for each in grading["tie_breakers"]] == ["VIII", "V"]


@pytest.mark.parametrize(("name", "examples"), [(THANH_HOA, 13), (JUSTICE, 6), (RELATIVE, 5), (OTHERS, 7)])
def test_every_worked_example_holds_and_nothing_had_to_be_explained(name, examples):
    found = version(name)
    table, _criteria = cores.table_of(found)

    checked = table_example.checked(found, table)
    assert [each.holds for each in checked] == [True] * examples
    assert (found.waivers.count(), list(table_gate.obstacles(found))) == (0, [])


def test_days_late_and_bands_are_those_of_the_departments_of_justice():
    rules = dict(version(JUSTICE).criteria.exclude(rule_type="").values_list("code", "rule_type"))

    assert [code for code, rule in rules.items() if rule == "lateness"] == ["A.BC.1"]
    assert sum(rule == "bands" for rule in rules.values()) == 4


def test_what_no_real_table_at_hand_uses_is_shown_in_a_table_marked_as_made_up():
    found = version(OTHERS)
    judged, *_rest, awards = found.criteria.exclude(rule_type="").order_by("position")

    rules = list(found.criteria.exclude(rule_type="").order_by("position").values_list("rule_type", flat=True))
    assert rules == ["judged", "periods", "periods", "backlog", "count"]
    assert (found.mark, judged.scorer, judged.supplier) == (
        Provenance.DEMO,
        "Tổ chấm điểm của Bộ (DEMO)",
        Supplier.AUTHORITY,
    )
    assert (awards.supplier, awards.fact) == (Supplier.SYSTEM, FactKind.AWARDS_HELD)


def test_late_reports_and_discipline_are_counted_from_facts():
    """One report came two days late; the system knew it, took half a point off in VII.1 and one in IX.4."""
    fed = version(THANH_HOA).criteria.filter(supplier=Supplier.SYSTEM).order_by("position")
    late = Fact.objects.filter(kind=FactKind.REPORTS_LATE).order_by("participant__organisation__sort_key")

    assert list(fed.values_list("code", "fact")) == [
        ("VII.1", FactKind.REPORTS_LATE),
        ("IX.4", FactKind.REPORTS_LATE),
        ("IX.6", FactKind.COLLECTIVE_DISCIPLINED),
    ]
    assert [int(each.value) for each in late] == [0, 0, 0, 1, 0, 0]
    unit = late.get(value=1).participant
    points = Score.objects.filter(report__participant=unit, criterion__in=fed, kind=ScoreKind.HEAD)
    assert dict(points.values_list("criterion__code", "points")) == {"VII.1": D("1.5"), "IX.4": 1, "IX.6": 0}


def test_loading_again_changes_nothing():
    def everything():
        return {model: model.objects.count() for model in (ScoringTableVersion, Fact, Score, Standing, AuditEntry)}

    before = everything()

    assert not load(System("lại", khoi_hdnd.is_there, khoi_hdnd.build))
    assert everything() == before


def test_the_block_is_graded_with_quota_and_sanctions():
    """The second has a disciplined officer, the third is over the quota (a quarter of six is one), the fourth reported
    late (half a point in VII.1, one in IX.4), the fifth was dishonest and falls from Khá."""
    found = Placing.objects.filter(standing__season__cluster__name=khoi_hdnd.NAME).order_by("rank")

    assert list(found.values_list("rank", "points", "grade")) == [
        (1, D(108), "Xuất sắc"),
        (2, D("96.5"), "Tốt"),
        (3, D(94), "Tốt"),
        (4, D(83), "Tốt"),
        (5, D("68.5"), "Trung bình"),
        (6, D(64), "Trung bình"),
    ]


def test_the_sealed_ranking_follows_from_its_manifest():
    standing = Standing.objects.get(season__cluster__name=khoi_hdnd.NAME)
    placings = standing.placings.order_by("rank").values_list("participant", "points", "rank", "grade")

    assert standing.hash == manifest.digest(standing.manifest)
    assert [tuple(each) for each in manifest.recompute(standing.manifest)] == list(placings)

"""Inconsistencies that the regulation itself holds: explained one by one, covering these figures and no others."""

from decimal import Decimal

import pytest
from django.urls import reverse

from clusters.enums import Event
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, ScoringTableVersion, Waiver
from clusters.queries import table_problem as queries
from clusters.services import scoring_table as tables
from clusters.services import table_problem as deeds
from tests import factories
from tests.reading import as_person, get, post, sheets


@pytest.fixture
def odd(cast):
    """I says 40, but what is in it comes to 35."""
    version = factories.scoring_table(cast.ministry, published=False)
    version.criteria.filter(code="I.1").update(max_points=Decimal(15))
    return version


def key(version) -> str:
    (finding,) = queries.findings(version).open
    return finding.key


def test_publishing_is_refused_until_the_author_says_why_the_regulation_says_so(cast, odd):
    with pytest.raises(Conflict, match=r"^Chưa thể ban hành bảng điểm\. I: "):
        tables.publish(odd, by=cast.official)

    waiver = deeds.waive(odd, key(odd), " Điều 3 ghi như vậy ", by=cast.official)

    assert (waiver.problem, waiver.at, waiver.values) == ("sum_differs", "I", {"sum": "35.000", "max": "40.000"})
    assert (waiver.reason, waiver.waived_by) == ("Điều 3 ghi như vậy", cast.official)
    assert tables.publish(odd, by=cast.official).published_by == cast.official


def test_an_explanation_covers_these_figures_only(cast, odd):
    factories.waiver(odd, queries.findings(odd).open[0].problem)
    assert [len(part) for part in vars(queries.findings(odd)).values()] == [0, 1, 0]

    odd.criteria.filter(code="I.1").update(max_points=Decimal(10))

    found = queries.findings(odd)
    assert [len(part) for part in vars(found).values()] == [1, 0, 1]
    with pytest.raises(Conflict):
        tables.publish(odd, by=cast.official)


def test_what_leaves_nothing_to_compute_with_cannot_be_explained(cast, odd):
    odd.criteria.filter(code="I.1").update(max_points=Decimal(20), rule_type="unheard_of")
    factories.waiver(odd, queries.findings(odd).open[0].problem)

    assert [each.problem.code for each in queries.findings(odd).open] == ["unknown_rule"]
    with pytest.raises(Conflict, match="unheard_of"):
        deeds.waive(odd, key(odd), "Điều 3", by=cast.official)


def test_an_explanation_is_changed_and_taken_back_and_both_stand_on_the_trail(cast, odd):
    at = key(odd)
    deeds.waive(odd, at, "Điều 3", by=cast.official)
    waiver = deeds.waive(odd, at, "Điều 4", by=cast.official2)
    deeds.unwaive(waiver, by=cast.official)

    said = {"criterion": "I", "problem": "sum_differs", "figures": ["40.000", "35.000"]}
    trail = AuditEntry.objects.about(odd).order_by("number").values_list("event", "before", "after", "reason")
    assert list(trail) == [
        (Event.TABLE_WAIVED, {}, said, "Điều 3"),
        (Event.TABLE_WAIVED, {"reason": "Điều 3"}, said, "Điều 4"),
        (Event.TABLE_WAIVER_DROPPED, {**said, "reason": "Điều 4"}, {}, ""),
    ]
    assert not Waiver.objects.exists()


def test_explaining_is_refused_by_who_when_and_without_a_reason(cast, odd):
    at = key(odd)
    with pytest.raises(Denied):
        deeds.waive(odd, at, "Điều 3", by=cast.auditor)
    with pytest.raises(Invalid):
        deeds.waive(odd, at, "  ", by=cast.official)
    with pytest.raises(Conflict):
        deeds.waive(odd, "0" * 16, "Điều 3", by=cast.official)
    waiver = deeds.waive(odd, at, "Điều 3", by=cast.official)
    tables.publish(odd, by=cast.official)
    with pytest.raises(Conflict):
        deeds.unwaive(waiver, by=cast.official)


def test_the_page_leads_from_each_problem_to_its_line_and_to_its_explanation(client, cast, odd):
    shown = get(as_person(client, cast.official), "table", odd.pk)
    line, way = odd.criteria.get(code="I"), reverse("table-waive", args=[odd.pk, key(odd)])

    text = shown.content.decode()
    assert [f'href="#criterion-{line.pk}"' in text, f'id="criterion-{line.pk}"' in text, f'href="{way}"' in text] == [
        True,
        True,
        True,
    ]
    assert bool(shown.context["may"]["publish"]) is False

    answer = client.post(way, {"reason": "Điều 3"})

    assert (answer.status_code, answer.url) == (302, reverse("table", args=[odd.pk]))
    shown = get(client, "table", odd.pk)
    assert ("Điều 3" in shown.content.decode(), bool(shown.context["may"]["publish"])) == (True, True)


def test_an_explanation_without_a_reason_is_asked_for_again(client, cast, odd):
    answer = post(as_person(client, cast.official), "table-waive", odd.pk, key(odd), reason="")

    assert (list(answer.context["form"].errors), Waiver.objects.count()) == (["reason"], 0)


def test_the_auditor_reads_the_problems_but_is_offered_no_explanation(client, cast, odd):
    text = get(as_person(client, cast.auditor), "table", odd.pk).content.decode()

    assert ("add up to 35" in text, "/waive/" in text) == (True, False)


def test_a_published_table_shows_what_was_explained_on_its_page_and_in_its_workbook(client, cast, odd):
    deeds.waive(odd, key(odd), "Điều 3", by=cast.official)
    tables.publish(odd, by=cast.official)

    shown = get(as_person(client, cast.official), "table", odd.pk).content.decode()
    (row,) = sheets(get(client, "table", odd.pk, export="xlsx"))["waivers"]

    assert ("Điều 3" in shown, row[:3]) == (
        True,
        ["I. Tiêu chí I", "The criteria below add up to 35, not to 40.", "Điều 3"],
    )


def test_the_next_version_keeps_the_explanations_of_what_still_stands(cast, odd):
    waiver = deeds.waive(odd, key(odd), "Điều 3", by=cast.official)
    tables.publish(odd, by=cast.official)

    following = tables.copy(odd, by=cast.official2)

    copied = ScoringTableVersion.objects.get(pk=following.pk).waivers.get()
    assert (copied.reason, copied.waived_by, copied.waived_at) == (waiver.reason, cast.official, waiver.waived_at)
    assert queries.findings(following).open == []


def test_the_trail_says_in_words_what_was_explained(client, cast, odd):
    deeds.waive(odd, key(odd), "Điều 3", by=cast.official)

    (line,) = get(as_person(client, cast.official), "table", odd.pk).context["entries"]

    assert (line.reason, line.changes) == (
        "Điều 3",
        [
            ("Criterion", "", "I"),
            ("Inconsistency", "", "The criteria below add up to …, not to …."),
            ("Figures", "", "40; 35"),
        ],
    )

"""Pledging through the browser, and the page where everything can be opened down to each unit."""

import pytest
from django.urls import reverse

from clusters.enums import Comparison, Measure
from clusters.models import CommonTarget
from tests import factories
from tests.awards import steps
from tests.people import signed_in


@pytest.fixture
def pact(cast):
    steps.move(cast.season, "pact")
    pact = factories.pact(cast.season)
    share = {"comparison": Comparison.MORE_THAN, "value": 95, "unit_of_measure": "%", "measure": Measure.SHARE}
    CommonTarget.objects.create(pact=pact, position=1, text="Tập thể tiên tiến", **share)
    CommonTarget.objects.create(pact=pact, position=2, text="Tập thể xuất sắc", is_part=True, **share)
    CommonTarget.objects.create(pact=pact, position=3, text="Có sáng kiến", measure=Measure.UNITS)
    CommonTarget.objects.create(pact=pact, position=4, text="Nhóm đầu")
    return pact


def key(pact, position):
    return pact.common_targets.get(position=position).pk


def typed(pact, **given):
    """`v1`, `o1`: by the position of the target."""
    return {f"{name[0]}{key(pact, name[1:])}": value for name, value in given.items()}


def pledged(unit):
    found = unit.pledges.order_by("common_target__position")
    return [(each.common_target.position, each.value, each.out_of) for each in found]


def test_the_form_asks_as_each_target_is_measured(cast, pact):
    answer = signed_in(cast.officer).get(reverse("pact-pledge", args=[cast.unit.pk]))
    names = [f"v{key(pact, 1)}", f"o{key(pact, 1)}", f"v{key(pact, 2)}", f"v{key(pact, 3)}"]
    assert list(answer.context["form"].fields) == ["seen", "drawn", *names]


def test_what_is_typed_is_saved_partially_and_shown_below_the_sum(cast, pact):
    url, browser = reverse("pact-pledge", args=[cast.unit.pk]), signed_in(cast.officer)
    answer = browser.post(url, typed(pact, v1="19", o1="20", v3="1"), follow=True)
    assert pledged(cast.unit) == [(1, 19, 20), (3, 1, None)]
    sums, units = answer.context["sums"], answer.context["units"]
    assert [(row.cells[2].value, row.cells[3].value) for row in sums.rows][:2] == [("19/20 = 95%", "1/3"), ("", "0/3")]
    assert [cell.value for cell in units.rows[0].cells] == ["Sở A", "19/20", None, "có"]


def test_a_sum_that_falls_short_is_not_called_missing(cast, pact):
    url = reverse("pact-pledge", args=[cast.unit.pk])
    answer = signed_in(cast.officer).post(url, typed(pact, v1="19", o1="20"), follow=True)
    assert answer.context["sums"].rows[0].cells[4].text == "chưa đạt"


def test_the_sentence_stands_beside_its_field(cast, pact):
    url = reverse("pact-pledge", args=[cast.unit.pk])
    answer = signed_in(cast.officer).post(url, typed(pact, v1="21", o1="20"))
    assert list(answer.context["form"].errors) == [f"v{key(pact, 1)}"]
    assert pledged(cast.unit) == []


@pytest.mark.parametrize("half", [{"o1": "20"}, {"v1": "19"}])
def test_half_a_pair_is_no_figure_and_never_nought(cast, pact, half):
    url = reverse("pact-pledge", args=[cast.unit.pk])
    answer = signed_in(cast.officer).post(url, typed(pact, **half))
    assert list(answer.context["form"].errors) == [f"v{key(pact, 1)}"]
    assert pledged(cast.unit) == []


def test_a_unit_without_any_is_told_to_leave_both_empty(cast, pact):
    url = reverse("pact-pledge", args=[cast.unit.pk])
    answer = signed_in(cast.officer).post(url, typed(pact, v1="0", o1="0"))
    assert "để trống cả hai" in answer.content.decode()
    assert pledged(cast.unit) == []


def test_a_promise_of_nought_is_shown(cast, pact):
    pact.common_targets.filter(position=3).update(comparison="at_most", value=0, unit_of_measure="đơn vị")
    answer = signed_in(cast.officer).get(reverse("pact-pledges", args=[cast.season.pk]))
    assert answer.context["sums"].rows[2].cells[1].value == "nhiều nhất 0 đơn vị"


def test_a_colleagues_pledge_is_not_overwritten_unseen(cast, pact):
    url = reverse("pact-pledge", args=[cast.unit.pk])
    signed_in(cast.leader).post(url, typed(pact, v1="18", o1="20"))
    browser = signed_in(cast.officer)
    answer = browser.post(url, {**typed(pact, v1="19", o1="20"), "drawn": "{}", "seen": "{}"})
    assert [(mine, theirs) for _label, mine, theirs in answer.context["versions"]] == [("19/20", "18/20")]
    again = {bound.html_name: bound.value() for bound in answer.context["form"]}
    assert browser.post(url, {**again}).status_code == 302
    assert pledged(cast.unit) == [(1, 19, 20)]


def test_the_head_says_what_the_units_pledge_where_the_pact_is_written(cast, pact):
    url, browser = reverse("pact-edit", args=[cast.season.pk]), signed_in(cast.head)
    form = browser.get(url).context
    data = {"seen": "0", "theme": "Kỷ cương", "contents": "Nội dung", "witness_body": ""}
    data |= {f"common-{name}": form["rows"].management_form[name].value() for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    data |= {"common-0-text": "Cờ thi đua", "common-0-value": "1", "common-0-unit_of_measure": "cờ"}
    data |= {"common-0-comparison": "at_least", "common-0-measure": "sum"}
    assert browser.post(url, data).status_code == 302
    assert list(pact.common_targets.values_list("text", "measure", "is_part")) == [("Cờ thi đua", "sum", False)]


def test_a_loose_part_is_said_on_the_page(cast, pact):
    url, browser = reverse("pact-edit", args=[cast.season.pk]), signed_in(cast.head)
    data = {"seen": "0", "theme": "Kỷ cương", "contents": "Nội dung", "witness_body": ""}
    data |= {"common-TOTAL_FORMS": "1", "common-INITIAL_FORMS": "0", "common-0-text": "Xuất sắc"}
    data |= {"common-0-comparison": "at_least", "common-0-measure": "share", "common-0-is_part": "on"}
    answer = browser.post(url, data)
    assert answer.status_code == 200
    assert len(answer.context["form"].non_field_errors()) == 1
    assert pact.common_targets.count() == 4

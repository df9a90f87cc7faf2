"""What pages are put together from."""

import datetime as dt
import itertools
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from awards.enums import NominationState
from clusters import audit, enums, paging, steps
from clusters.enums import Event, ReportState
from clusters.faces import FACES
from clusters.queries import trail
from clusters.rulings import ALLOWED, denied


class Founding(forms.Form):
    name = forms.CharField(label="Tên", help_text="Như trong quyết định")
    units = forms.MultipleChoiceField(
        label="Thành viên", choices=[("1", "Sở A"), ("2", "Sở B")], widget=forms.CheckboxSelectMultiple
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


def page(template: str, **context) -> str:
    request = RequestFactory().get(context.pop("address", "/"))
    return Template("{% load page %}" + template).render(
        Context({"request": request, "csrf_token": "t0ken", **context})
    )


def test_an_allowed_action_is_a_form_with_its_token():
    html = page('{% action "Nộp" "/submit/" ruling icon="send" %}', ruling=ALLOWED)
    assert 'action="/submit/"' in html
    assert 'value="t0ken"' in html


def test_a_refused_action_says_why_in_words():
    html = page('{% action "Nộp" "/submit/" ruling %}', ruling=denied("Chỉ lãnh đạo được nộp."))
    described = html.split('aria-describedby="')[1].split('"')[0]
    assert f'<p class="why" id="{described}">Chỉ lãnh đạo được nộp.</p>' in html
    assert 'aria-disabled="true"' in html
    assert "/submit/" not in html


@pytest.mark.parametrize(("ruling", "href"), [(ALLOWED, True), (denied("Không được."), False)])
def test_a_link_obeys_its_ruling(ruling, href):
    html = page('{% goto "Sửa" "/edit/" ruling %}', ruling=ruling)
    assert ('href="/edit/"' in html, "Không được." in html) == (href, not href)


def test_a_stepper_marks_the_current_step_with_words():
    lines = [steps.Step("Ký", "done"), steps.Step("Báo cáo", "current", "đến 15/01"), steps.Step("Xếp hạng", "todo")]
    with translation.override("en"):
        html = page('{% stepper lines "Giai đoạn" %}', lines=lines)
    assert html.count('aria-current="step"') == 1
    assert all(word in html for word in ("Done", "Now", "To come", "đến 15/01"))


def test_a_step_has_one_of_four_states():
    with pytest.raises(ValueError, match="finished"):
        steps.Step("Ký", "finished")


@pytest.mark.parametrize("state", [*enums.PactState, *enums.ReportState, *enums.Phase, *NominationState])
def test_every_state_has_a_face_of_its_own(state):
    assert str(state) in FACES


def test_a_state_has_colour_icon_and_words():
    html = page("{% state value %}", value=ReportState.RETURNED)
    assert "tone-warn" in html
    assert "#return" in html
    assert str(ReportState.RETURNED.label) in html


@pytest.mark.parametrize(("mark", "shown"), [("entered", False), ("source", False), ("memory", True), ("demo", True)])
def test_only_what_is_unverified_is_marked(mark, shown):
    html = page("{% mark thing %}", thing=SimpleNamespace(mark=mark, source="congthuong.vn"))
    assert ("congthuong.vn" in html) is shown


def test_the_summary_leads_to_the_fields():
    html = page("{% error_summary form %}", form=Founding({"seen": "1"}))
    assert 'role="alert"' in html
    assert 'href="#id_name"' in html
    assert 'href="#id_units_0"' in html


def test_no_summary_before_anything_is_sent():
    assert page("{% error_summary form %}", form=Founding()).strip() == ""


def test_a_form_keeps_what_was_typed_and_ties_errors_to_fields():
    html = page('{% form_page form "Lưu" "/back/" %}', form=Founding({"name": "Cụm <VI>", "seen": "3"}))
    assert 'value="Cụm &lt;VI&gt;"' in html
    assert 'type="hidden" name="seen" value="3"' in html
    assert "id_units_error" in html
    assert 'href="/back/"' in html
    assert "multipart" not in html


def test_errors_of_the_whole_form_are_said_once():
    form = Founding({"name": "Cụm", "units": ["1"], "seen": "1"})
    form.add_error(None, "Cụm này đã có.")
    assert page('{% form_page form "Lưu" %}', form=form).count("Cụm này đã có.") == 1


def test_two_versions_stand_side_by_side():
    html = page("{% two_versions rows %}", rows=[("Ghi chú", "của tôi", "của bạn")])
    assert html.index("của tôi") < html.index("của bạn")


def test_the_pager_keeps_the_filters():
    request = RequestFactory().get("/?year=2026&page=2")
    html = page("{% pager turn request %}", turn=paging.page(range(130), request), request=request)
    assert 'href="?year=2026&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1


@pytest.mark.parametrize(("wish", "number"), [("x", 1), ("0", 3), ("99", 3), ("2", 2)])
def test_a_strange_page_number_is_a_page(wish, number):
    assert paging.page(range(130), RequestFactory().get(f"/?page={wish}")).number == number


def test_filters_keep_the_order_and_offer_a_way_out():
    class Filter(forms.Form):
        year = forms.CharField(required=False)

    html = page("{% filter_bar form %}", form=Filter({"year": "2026"}), address="/list/?year=2026&sort=-points&page=4")
    assert 'name="sort" value="-points"' in html
    assert 'name="page"' not in html
    assert 'href="/list/"' in html


@pytest.mark.parametrize(
    ("template", "value", "words"),
    [
        ("{{ v|number }}", 1234567.5, "1.234.567,5"),
        ("{{ v|points }}", 95.555, "95,56"),
        ("{{ v|percent }}", 95.5, "95,5%"),
        ("{{ v|day }}", dt.date(2026, 1, 9), "09/01/2026"),
        ("{{ v|moment }}", dt.datetime(2026, 1, 9, 20, 5, tzinfo=dt.UTC), "03:05 10/01/2026"),
        ("{{ v|size }}", 5_250_000, "5,0 MB"),
        ("{{ v|day }}", None, "–"),
    ],
)
def test_filters_write_as_offices_do(template, value, words):
    assert page(template, v=value) == words


def test_a_trail_is_read_newest_first_in_one_query(cast, django_assert_num_queries):
    for year in (1, 2, 3):
        audit.record(Event.SEASON_DEADLINE_SET, cast.season, by=cast.official, after={"due_on": f"2026-0{year}-01"})
    with django_assert_num_queries(1):
        lines = trail.trail(cast.season)
    assert [line.changes[0][2] for line in lines] == ["01/03/2026", "01/02/2026", "01/01/2026"]
    assert lines[0].who == str(cast.official)


def test_a_trail_speaks_in_labels(cast):
    moved = {"phase": "pact"}, {"phase": "running", "extra": {"leaves": [1, 2]}}
    audit.record(Event.SEASON_PHASE_MOVED, cast.season, by=None, before=moved[0], after=moved[1], reason="Đủ chữ ký")
    (line,) = trail.trail(cast.season)
    assert line.reason == "Đủ chữ ký"
    assert line.changes[0][1:] == (str(enums.Phase.PACT.label), str(enums.Phase.RUNNING.label))
    assert line.changes[1] == ("Extra › Leaves", "", "1, 2")
    assert "Đủ chữ ký" in page("{% trail lines %}", lines=[line])


def test_ids_of_reasons_do_not_meet():
    twice = page('{% action "A" "/" r %}{% action "B" "/" r %}', r=denied("Không."))
    ids = [part.split('"')[0] for part in twice.split(' id="')[1:]]
    assert all(a != b for a, b in itertools.pairwise(ids))


def test_amounts_of_the_trail_are_written_for_the_reader_and_codes_stay(cast):
    audit.record(Event.SEASON_OPENED, cast.season, by=cast.official, after={"I.1": "1250.50", "criteria": ["1.2"]})
    (line,) = trail.trail(cast.season)
    assert sorted(after for _label, _before, after in line.changes) == ["1.2", "1.250,5"]

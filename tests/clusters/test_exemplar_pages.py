"""The pages of exemplars: the list with its filters, the board, the page of one, its forms."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clusters import clock
from clusters.enums import ExemplarKind, ExemplarState
from clusters.models import Exemplar, ExemplarFile
from clusters.services import exemplar as exemplars
from tests import factories
from tests.reading import as_person, first_column, get, post, sheets

pytestmark = pytest.mark.django_db
TODAY = f"{clock.today():%d/%m/%Y}"


@pytest.fixture
def two(cast):
    """A model of the unit being fostered, and a person of the deputy's unit just identified."""
    said = {"description": "Cách làm", "on": clock.today()}
    day = said.pop("on")
    model = {"kind": ExemplarKind.MODEL, "name": "Đường dây nóng", **said}
    person = {"kind": ExemplarKind.PERSON, "name": "Gương sáng", "subject": "Cá nhân DEMO 1", **said}
    first = exemplars.identify(cast.unit, model, on=day, by=cast.officer)
    exemplars.move(first, ExemplarState.FOSTERED, on=day, text="Bồi dưỡng", by=cast.head)
    return first, exemplars.identify(cast.deputy_unit, person, on=day, by=cast.deputy)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Đường dây nóng", "Gương sáng"]),
        ({"words": "duong"}, ["Đường dây nóng"]),
        ({"words": "sở c"}, ["Gương sáng"]),
        ({"kind": "person"}, ["Gương sáng"]),
        ({"cluster": "cum"}, ["Đường dây nóng", "Gương sáng"]),
        ({"cluster": "khối xa"}, []),
        ({"state": "fostered"}, ["Đường dây nóng"]),
        ({"year": "1999"}, ["Đường dây nóng", "Gương sáng"]),
        ({"sort": "-name"}, ["Gương sáng", "Đường dây nóng"]),
    ],
)
def test_the_list_is_filtered_by_its_address(client, cast, two, filters, found):
    officer = as_person(client, cast.officer)
    assert first_column(get(officer, "exemplars", **filters).context["table"]) == found
    assert [row[0] for row in sheets(get(officer, "exemplars", export="xlsx", **filters))["exemplars"]] == found


def test_a_person_is_proposed_with_a_name(client, cast):
    officer = as_person(client, cast.officer)
    typed = {"participant": cast.unit.pk, "kind": "person", "name": "Gương sáng", "description": "Tận tụy", "on": TODAY}
    answer = post(officer, "exemplar-identify", cast.season.pk, **typed)
    assert set(answer.context["form"].errors) == {"subject"}
    assert answer.context["form"]["name"].value() == "Gương sáng"
    answer = post(officer, "exemplar-identify", cast.season.pk, **typed, subject="Cá nhân DEMO 1")
    assert answer["Location"] == reverse("exemplar", args=[Exemplar.objects.get().pk])


def test_a_unit_proposes_only_for_itself(client, cast):
    form = get(as_person(client, cast.officer), "exemplar-identify", cast.season.pk).context["form"]
    assert list(form.fields["participant"].queryset) == [cast.unit]
    form = get(as_person(client, cast.head), "exemplar-identify", cast.season.pk).context["form"]
    assert form.fields["participant"].queryset.count() == 3


def test_its_evidence_is_downloaded_by_whoever_sees_it(client, cast, two):
    upload = SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.4\nmo hinh")
    post(as_person(client, cast.officer), "exemplar-file-add", two[0].pk, file=upload)
    kept = ExemplarFile.objects.get()
    answer = get(as_person(client, cast.deputy), "exemplar-file", kept.pk)
    assert b"".join(answer.streaming_content) == b"%PDF-1.4\nmo hinh"
    assert "attachment" in answer["Content-Disposition"]


def test_a_change_shows_both_versions_and_keeps_what_was_typed(client, cast, two):
    officer, typed = as_person(client, cast.officer), {"kind": "model", "name": "Mới", "description": "Cách làm"}
    post(officer, "exemplar-change", two[0].pk, seen="1", **typed)
    answer = post(officer, "exemplar-change", two[0].pk, seen="1", **{**typed, "name": "Khác"})
    assert [row[1:] for row in answer.context["versions"]] == [("Khác", "Mới")]
    assert answer.context["form"]["name"].value() == "Khác"


def test_the_page_says_why_a_stage_is_not_open(client, cast, two):
    page = get(as_person(client, cast.officer), "exemplar", two[0].pk).content.decode()
    assert "carries exemplars on" in page
    assert "Bồi dưỡng" in page


def test_the_board_leads_to_each(client, cast, two):
    page = get(as_person(client, cast.officer), "exemplar-board").content.decode()
    assert all(reverse("exemplar", args=[each.pk]) in page for each in two)


def test_each_stage_shows_its_own_evidence(client, cast):
    exemplar = factories.exemplar(cast.unit)
    by = {"added_at": clock.now(), "added_by": cast.officer, "file": factories.stored_file(cast.officer)}
    ExemplarFile.objects.create(exemplar=exemplar, state="identified", **by)
    exemplars.move(exemplar, ExemplarState.FOSTERED, on=clock.today(), text="Khảo sát", by=cast.head)
    page = get(as_person(client, cast.officer), "exemplar", exemplar.pk)
    shown = {stage.state: len(stage.evidence) for stage in page.context["page"].stages}
    assert (shown, "none at this stage" in page.text) == ({"identified": 1, "fostered": 0}, True)

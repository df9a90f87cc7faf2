"""Launching a movement by its decision in the browser."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clusters.enums import Event
from clusters.errors import Denied
from clusters.models import AuditEntry, Decision, Movement, Notice
from clusters.services import movement as deeds
from tests.reading import as_person, get, post

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PAPER = {"number": "3568/QĐ-BCT", "on": "05/12/2025", "abstract": "Phát động phong trào", "signatory": ""}


def wish(cast, **fields) -> dict:
    given = {
        "authority": cast.ministry.pk,
        "name": "Chào mừng Đại hội",
        "motto": "Quyết tâm",
        "starts_on": "05/12/2025",
    }
    return {**PAPER, **given, "contents": "Một\n\n Hai \n", "scope": [cast.unit.organisation_id], **fields}


def test_launching_records_paper_file_contents_and_scope_and_tells_the_people(client, cast):
    file = SimpleUploadedFile("qd.pdf", PDF)
    answer = post(as_person(client, cast.official), "movement-launch", **wish(cast, file=file, ends_on="31/12/2026"))

    movement = Movement.objects.get()
    assert answer.url == reverse("movement", args=[movement.pk])
    assert (movement.decision.number, movement.decision.file.original_name) == ("3568/QĐ-BCT", "qd.pdf")
    assert (movement.ends_on, list(movement.scope.all())) == (dt.date(2026, 12, 31), [cast.unit.organisation])
    assert [str(content) for content in movement.contents.order_by("position")] == ["1. Một", "2. Hai"]
    assert AuditEntry.objects.about(movement).get().event == Event.MOVEMENT_LAUNCHED
    told = Notice.objects.filter(event=Event.MOVEMENT_LAUNCHED).values_list("person", flat=True)
    assert set(told) == {cast.officer.pk, cast.leader.pk}


@pytest.mark.parametrize(
    ("field", "typed"),
    [("ends_on", "01/01/2025"), ("contents", " \n "), ("name", ""), ("on", "31/12/2999"), ("starts_on", "x")],
)
def test_a_bad_movement_says_where_and_records_nothing(client, cast, field, typed):
    answer = post(as_person(client, cast.official), "movement-launch", **wish(cast, **{field: typed}))

    assert list(answer.context["form"].errors) == [field]
    assert (Movement.objects.count(), Decision.objects.filter(number="3568/QĐ-BCT").count()) == (0, 0)


@pytest.mark.parametrize(
    ("field", "typed"), [("file", SimpleUploadedFile("x.exe", b"MZ" * 40)), ("number", "taken"), ("scope", "stranger")]
)
def test_what_the_services_refuse_stands_beside_its_field(client, cast, field, typed):
    as_person(client, cast.official)
    typed = (
        {"taken": "1/QĐ", "stranger": [cast.stranger.organisation_id]}.get(typed, typed) if field != "file" else typed
    )
    if field == "number":
        Decision.objects.create(issuer=cast.ministry, number=typed, on=dt.date(2025, 12, 5), abstract="x")

    answer = post(client, "movement-launch", **wish(cast, **{field: typed}))

    assert (list(answer.context["form"].errors), Movement.objects.count()) == ([field], 0)


@pytest.mark.parametrize("who", ["officer", "head_leader", "council", "auditor", "neighbour_official"])
def test_only_the_authoritys_official_launches(cast, who):
    paper = {"number": "1/QĐ", "on": dt.date(2025, 1, 1), "abstract": "x", "signatory": "", "file": None}
    given = {"name": "x", "starts_on": dt.date(2025, 1, 1), "contents": []}

    with pytest.raises(Denied):
        deeds.launch_by_paper(by=getattr(cast, who), authority=cast.ministry, paper=paper, **given)


def test_the_button_stands_on_the_list_with_its_ruling(client, cast):
    address = reverse("movement-launch")

    assert address in get(as_person(client, cast.official), "movements").content.decode()
    assert address not in get(as_person(client, cast.officer), "movements").content.decode()

"""Minutes written, kept, adopted and corrected; documents of a meeting."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from clusters import canonical, clock
from clusters.enums import Event, MeetingState
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Meeting, MeetingDocument, Minutes, MinutesDraft, Notice
from clusters.queries import minutes as queries
from clusters.services import meeting_document as documents
from clusters.services import minutes as deeds
from tests import factories
from tests.reading import as_person, get, post

SIGNED = {"chaired_by": "Giám đốc Sở B", "secretary": "Chuyên viên Sở B"}


@pytest.fixture
def over(cast):
    return factories.meeting(cast.season, state="closed")


def test_the_second_writer_is_told_and_loses_nothing(cast, over):
    deeds.write(over, "Một", by=cast.head, seen=0)
    deeds.write(over, "Một hai", by=cast.head, seen=1)

    with pytest.raises(Stale) as stale:
        deeds.write(over, "Của cụm phó", by=cast.deputy, seen=1)
    assert (stale.value.theirs, stale.value.seen) == ({"text": "Một hai"}, 2)
    assert deeds.write(over, "Một hai", by=cast.deputy, seen=1).version == 2


def test_the_trail_names_the_writer_and_not_every_saving(cast, over, at):
    with at(2026, 6, 1, 9):
        for version in range(3):
            deeds.write(over, f"Chữ {version}", by=cast.head, seen=version)
    with at(2026, 6, 1, 9, 5):
        deeds.write(over, "Chữ của phó", by=cast.deputy, seen=3)
    with at(2026, 6, 1, 9, 30):
        deeds.write(over, "Chữ cuối", by=cast.deputy, seen=4)

    actors = AuditEntry.objects.filter(event=Event.MINUTES_WRITTEN).order_by("number").values_list("actor", flat=True)
    assert list(actors) == [cast.head.pk, cast.deputy.pk, cast.deputy.pk]


def test_adoption_freezes_the_text_and_tells_the_members(cast, over):
    deeds.write(over, "Biên bản", by=cast.head, seen=0)
    minutes = deeds.adopt(over, by=cast.head, seen=1, **SIGNED)

    assert (minutes.text, minutes.hash) == ("Biên bản", canonical.sha256("Biên bản"))
    assert Meeting.objects.get().state == MeetingState.ADOPTED
    assert Notice.objects.filter(event=Event.MINUTES_ADOPTED).values("person").distinct().count() == 5


def test_a_text_that_changed_meanwhile_is_not_adopted_unread(cast, over):
    deeds.write(over, "Một", by=cast.head, seen=0)
    deeds.write(over, "Hai", by=cast.deputy, seen=1)
    with pytest.raises(Stale):
        deeds.adopt(over, by=cast.head, seen=1, **SIGNED)
    assert Minutes.objects.count() == 0


@pytest.mark.parametrize(("field", "said"), [("chaired_by", {"chaired_by": " "}), ("secretary", {"secretary": ""})])
def test_minutes_are_signed_by_chair_and_secretary(cast, over, field, said):
    deeds.write(over, "Biên bản", by=cast.head, seen=0)
    with pytest.raises(Invalid) as refused:
        deeds.adopt(over, by=cast.head, seen=1, **{**SIGNED, **said})
    assert list(refused.value.problems) == [field]


def test_nothing_is_adopted_before_the_closing_or_without_a_text(cast, over):
    with pytest.raises(Conflict):
        deeds.adopt(factories.meeting(cast.season, state="open"), by=cast.head, seen=0, **SIGNED)
    with pytest.raises(Invalid):
        deeds.adopt(over, by=cast.head, seen=0, **SIGNED)
    with pytest.raises(Denied):
        deeds.write(over, "Biên bản", by=cast.officer, seen=0)


def test_a_correction_names_the_old_and_says_why(cast, over):
    deeds.write(over, "Sai", by=cast.head, seen=0)
    first = deeds.adopt(over, by=cast.head, seen=1, **SIGNED)
    deeds.write(over, "Đúng", by=cast.head, seen=1)
    with pytest.raises(Invalid):
        deeds.adopt(over, by=cast.head, seen=2, **SIGNED)

    second = deeds.adopt(over, by=cast.head, seen=2, reason="Ghi sai số phiếu", **SIGNED)

    assert (second.replaces, second.reason) == (first, "Ghi sai số phiếu")
    assert Minutes.objects.get(pk=first.pk).text == "Sai"


@pytest.mark.parametrize("sql", ["UPDATE clusters_minutes SET text = 'x'", "DELETE FROM clusters_minutes"])
def test_the_database_refuses_to_change_adopted_minutes(over, sql):
    factories.minutes(over)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_outline_says_what_is_known_in_vietnamese(cast, over):
    over.attendances.filter(participant=cast.unit).update(
        present=True, represented_by="Phó Giám đốc", recorded_at=clock.now(), recorded_by=cast.head
    )
    factories.proposal(over, cast.unit, text="Cần hướng dẫn")
    factories.conclusion(over, text="Thông qua", votes_for=3, votes_against=0, abstained=1)
    factories.standing(cast.season)

    text = queries.outline(over)

    for said in ("1. Thời gian, địa điểm", "Sở A, Phó Giám đốc", "Cần hướng dẫn", "Thông qua (", "1. Sở A: 100"):
        assert said in text
    assert "Sở B, " not in text


def test_keeping_while_one_types(client, cast, over):
    as_person(client, cast.head)
    assert post(client, "minutes-keep", over.pk, seen=0, text="Một ").json() == {"version": 1}
    assert MinutesDraft.objects.get().text == "Một "

    answer = post(client, "minutes-keep", over.pk, seen=0, text="Khác")
    assert (answer.status_code, list(answer.json())) == (409, ["problem"])
    page = post(client, "minutes-write", over.pk, seen=0, text="Khác")
    assert page.context["versions"][0][1:] == ("Khác", "Một ")
    assert page.context["form"].data["seen"] == 1


def test_adopted_in_the_browser_and_printed(client, cast, over):
    as_person(client, cast.head)
    assert "1. Thời gian, địa điểm" in get(client, "minutes-write", over.pk).content.decode()
    post(client, "minutes-write", over.pk, seen=0, text="Nội dung\r\nhội nghị")
    answer = post(client, "minutes-adopt", over.pk, seen=1, **SIGNED)

    minutes = Minutes.objects.get()
    assert answer.url.endswith(f"/meetings/minutes/{minutes.pk}/")
    paper = get(as_person(client, cast.officer), "meeting-minutes", minutes.pk).content.decode()
    assert (minutes.text, minutes.hash in paper, "Chuyên viên Sở B" in paper) == ("Nội dung\nhội nghị", True, True)


def test_a_document_is_replaced_by_a_newer_one_that_names_it(client, cast):
    meeting = factories.meeting(cast.season, state="called")
    pdf = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
    first = documents.add(meeting, SimpleUploadedFile("a.pdf", pdf), title="Dự thảo", by=cast.head)
    fresh = {"title": "Bản cuối", "file": SimpleUploadedFile("b.pdf", pdf + b"\n"), "replaces": first.pk}
    post(as_person(client, cast.deputy), "meeting-document-add", meeting.pk, **fresh)

    second = MeetingDocument.objects.get(title="Bản cuối")
    page = get(as_person(client, cast.officer), "meeting", meeting.pk)
    assert page.context["documents"] == [(second, [first])]
    answer = get(client, "meeting-document-file", first.pk)
    assert (b"".join(answer.streaming_content), answer["Content-Disposition"][-7:]) == (pdf, '"a.pdf"')
    again = SimpleUploadedFile("c.pdf", pdf)
    with pytest.raises(Conflict):
        documents.add(meeting, again, title="Khác", by=cast.head, replaces=first)


def test_an_adopted_meeting_takes_no_document(cast, over):
    over.state = MeetingState.ADOPTED
    over.save(update_fields=["state"])
    with pytest.raises(Conflict):
        documents.add(over, SimpleUploadedFile("a.pdf", b"%PDF-1.4"), title="Muộn", by=cast.head)


def test_the_outline_says_who_proposed_what_to_whom(cast):
    meeting = factories.meeting(cast.season, state="open")
    factories.proposal(meeting, cast.unit, text="Gửi sớm mẫu biểu")
    assert "Sở A gửi cụm trưởng (khối trưởng): Gửi sớm mẫu biểu" in queries.outline(meeting)

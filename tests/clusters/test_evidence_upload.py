"""A file that is sent part by part arrives whole, goes on where it ended, and is nobody else's."""

import hashlib
import json

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from clusters import clock, tasks
from clusters.enums import Phase, ReportState
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import EvidenceFile, EvidenceUpload
from clusters.services import evidence_upload as uploads
from tests import factories
from tests.reading import as_person, get, post

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 12
SHA = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def report(cast):
    return factories.report(cast.unit)


def begun(cast, report, **fields):
    about = {"name": "báo-cáo.pdf", "size": len(PDF), "sha256": SHA, **fields}
    return uploads.start(report, by=cast.officer, **about)


def sent(cast, upload, *cuts):
    for start, end in zip((0, *cuts), (*cuts, len(PDF)), strict=True):
        upload = uploads.receive(upload, start, PDF[start:end], by=cast.officer)
    return upload


def parts():
    """Places of parts that the storage still keeps."""
    folders = default_storage.listdir("uploads")[0] if default_storage.exists("uploads") else []
    return [name for folder in folders for name in default_storage.listdir(f"uploads/{folder}")[1]]


def test_parts_become_the_file(cast, report, django_capture_on_commit_callbacks):
    upload = sent(cast, begun(cast, report), 1000, 1700)
    assert len(parts()) == 3
    with django_capture_on_commit_callbacks(execute=True):
        kept = uploads.finish(upload, by=cast.officer, declared=True)

    assert (kept.name, kept.sha256, kept.declared_by) == ("báo-cáo.pdf", SHA, cast.officer)
    with kept.stored.content.open() as content:
        assert content.read() == PDF
    assert (EvidenceUpload.objects.count(), parts()) == (0, [])


def test_it_goes_on_where_it_ended(cast, report):
    upload = begun(cast, report)
    uploads.receive(upload, 0, PDF[:1000], by=cast.officer)

    again = begun(cast, report)

    assert (again.pk, again.received) == (upload.pk, 1000)


def test_a_part_sent_twice_is_counted_once(cast, report):
    upload = begun(cast, report)
    for _turn in range(2):
        upload = uploads.receive(upload, 0, PDF[:1000], by=cast.officer)
    assert upload.received == 1000
    assert uploads.receive(upload, 1700, PDF[1700:], by=cast.officer).received == 1000


def test_a_part_whose_request_broke_before_it_counted_is_written_again(cast, report):
    upload = begun(cast, report)
    uploads.receive(upload, 0, b"x" * 1000, by=cast.officer)
    EvidenceUpload.objects.update(received=0)
    kept = uploads.finish(sent(cast, upload, 1000), by=cast.officer, declared=True)
    assert kept.sha256 == SHA


def test_what_arrived_otherwise_begins_again(cast, report, django_capture_on_commit_callbacks):
    upload = uploads.receive(begun(cast, report), 0, b"%PDF-" + bytes(len(PDF) - 5), by=cast.officer)
    with django_capture_on_commit_callbacks(execute=True):
        assert uploads.finish(upload, by=cast.officer, declared=True) is None
    assert (begun(cast, report).received, parts(), EvidenceFile.objects.count()) == (0, [], 0)


def test_half_a_file_and_one_without_the_declaration_do_not_finish(cast, report):
    half = uploads.receive(begun(cast, report), 0, PDF[:1000], by=cast.officer)
    with pytest.raises(Conflict):
        uploads.finish(half, by=cast.officer, declared=True)
    whole = uploads.receive(half, 1000, PDF[1000:], by=cast.officer)
    with pytest.raises(Invalid) as refused:
        uploads.finish(whole, by=cast.officer, declared=False)
    assert (list(refused.value.problems), EvidenceFile.objects.count()) == (["declared"], 0)


def test_what_is_too_large_empty_or_overflows_is_refused(cast, report, settings):
    settings.STORED_FILE_LIMIT = len(PDF)
    for size in (0, len(PDF) + 1):
        with pytest.raises(Invalid):
            begun(cast, report, size=size)
    upload = begun(cast, report)
    for part in (b"", PDF + b"x"):
        with pytest.raises(Invalid):
            uploads.receive(upload, 0, part, by=cast.officer)


def test_nobody_begins_endlessly(cast, report):
    for number in range(uploads.MOST_AT_ONCE):
        begun(cast, report, name=f"{number}.pdf")
    with pytest.raises(Conflict):
        begun(cast, report, name="nữa.pdf")


def test_who_may_not_write_in_the_report_begins_nothing_and_a_sent_report_takes_no_part(cast, report):
    with pytest.raises(Denied):
        uploads.start(report, by=cast.head, name="a.pdf", size=9)
    upload = begun(cast, report)
    report.state, report.signed_at, report.signed_by = ReportState.SUBMITTED, clock.now(), cast.leader
    report.save(update_fields=["state", "signed_at", "signed_by"])
    with pytest.raises(Conflict):
        uploads.receive(upload, 0, PDF[:9], by=cast.officer)


def test_what_nobody_goes_on_with_is_swept(cast, report, at, django_capture_on_commit_callbacks):
    with at(2026, 5, 1, 8):
        uploads.receive(begun(cast, report), 0, PDF[:9], by=cast.officer)
    with at(2026, 5, 3, 7):
        fresh = begun(cast, report, name="mới.pdf")
        assert tasks.sweep_uploads() == 0
    with at(2026, 5, 3, 9), django_capture_on_commit_callbacks(execute=True):
        assert (tasks.sweep_uploads(), tasks.sweep_uploads()) == (1, 0)
    assert (list(EvidenceUpload.objects.all()), parts()) == ([fresh], [])


def test_the_script_sends_asks_and_finishes(client, cast, report):
    as_person(client, cast.officer)
    about = {"name": "a.pdf", "size": len(PDF), "sha256": SHA}
    told = post(client, "evidence-upload-start", report.pk, **about).json()
    for start, end in ((0, 1000), (1000, len(PDF))):
        part = {"data": PDF[start:end], "content_type": "application/octet-stream"}
        answer = client.post(f"{told['upload']}?offset={start}", **part)
        assert json.loads(answer.content)["received"] == end
    assert client.get(told["upload"]).json() == {"received": len(PDF), "size": len(PDF)}
    line = cast.table.criteria.get(code="I.1")

    done = client.post(told["upload-finish"], {"declared": "on", "criterion": line.pk, "pages": "2"})

    assert (done.json(), report.evidence.get().pages) == ({"file": "a.pdf"}, "2")


@pytest.mark.parametrize("who", ["leader", "head", "official", "neighbour"])
def test_an_upload_of_somebody_else_is_not_there(client, cast, report, who):
    upload = begun(cast, report)
    as_person(client, getattr(cast, who))
    assert get(client, "evidence-upload", upload.key).status_code == 404
    for name in ("evidence-upload", "evidence-upload-finish"):
        assert client.post(reverse(name, args=[upload.key])).status_code == 404


def test_a_refusal_is_a_sentence_for_the_script(client, cast, report):
    upload = sent(cast, begun(cast, report), 1000)
    cast.season.phase = Phase.PREPARING
    cast.season.save(update_fields=["phase"])
    answer = client.post(reverse("evidence-upload-finish", args=[upload.key]), {"declared": "on"})
    assert answer.status_code == 302
    answer = post(as_person(client, cast.officer), "evidence-upload-finish", upload.key, declared="on")
    assert (answer.status_code, list(answer.json())) == (409, ["problem"])

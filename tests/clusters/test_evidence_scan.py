"""Where a scanner is configured, nobody opens a file before it was found clean; where none is, nothing is pretended."""

import socket
import struct
import threading
from contextlib import closing, contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clusters import tasks
from clusters.enums import Event, ScanState
from clusters.errors import Invalid
from clusters.models import EvidenceFile, Notice
from clusters.services import clamd
from clusters.services import evidence as proofs
from clusters.services import evidence_file as library
from tests import factories
from tests.reading import as_person, get

PDF = b"%PDF-1.7\n" + b"x" * 5000
EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


def _exactly(line, length):
    read = b""
    while len(read) < length:
        more = line.recv(length - len(read))
        assert more, "the stream broke off"
        read += more
    return read


def _answer(line, said):
    """One session of the scanner's protocol."""
    assert _exactly(line, 10) == b"zINSTREAM\0"
    content = b""
    while length := struct.unpack("!L", _exactly(line, 4))[0]:
        content += _exactly(line, length)
    line.sendall(said or (b"stream: Eicar-Test FOUND\0" if EICAR in content else b"stream: OK\0"))


@contextmanager
def scanner(settings, said=b""):
    """A scanner that finds the test virus, or always says the same."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        settings.CLAMD = f"127.0.0.1:{server.getsockname()[1]}"

        def serve():
            while True:
                try:
                    line, _address = server.accept()
                except OSError:
                    return
                with line:
                    _answer(line, said)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)


@pytest.fixture
def report(cast):
    return factories.report(cast.unit)


def brought(cast, report, content=PDF):
    (file,) = library.keep(report, [SimpleUploadedFile("a.pdf", content)], by=cast.officer, declared=True)
    return file


def state(file):
    return EvidenceFile.objects.get(pk=file.pk).scan


def test_without_a_scanner_nothing_is_pretended(cast, report):
    assert state(brought(cast, report)) == ScanState.NOT_SCANNED
    assert tasks.scan_evidence() == 0


def test_a_clean_file_is_read_once_it_was_scanned(client, cast, report, settings):
    with scanner(settings):
        file = brought(cast, report)
        assert state(file) == ScanState.WAITING
        assert get(as_person(client, cast.officer), "library-file", file.pk).status_code == 409
        assert (tasks.scan_evidence(), tasks.scan_evidence()) == (1, 0)
    assert state(file) == ScanState.CLEAN
    assert b"".join(get(client, "library-file", file.pk).streaming_content) == PDF


def test_it_is_scanned_after_the_commit(cast, report, settings, django_capture_on_commit_callbacks):
    with scanner(settings), django_capture_on_commit_callbacks(execute=True):
        file = brought(cast, report)
    assert state(file) == ScanState.CLEAN


def test_an_infected_file_is_refused_and_the_unit_is_told(client, cast, report, settings):
    with scanner(settings):
        file = brought(cast, report, PDF + EICAR)
        tasks.scan_evidence()
    assert (state(file), EvidenceFile.objects.get().finding) == (ScanState.INFECTED, "Eicar-Test")
    told = Notice.objects.filter(event=Event.EVIDENCE_FILE_INFECTED).values_list("person", flat=True)
    assert set(told) == {cast.officer.pk, cast.leader.pk}
    assert get(as_person(client, cast.officer), "library-file", file.pk).status_code == 409
    with pytest.raises(Invalid, match="Eicar"):
        proofs.cite(report, cast.table.criteria.get(code="I.1"), file, by=cast.officer)


@pytest.mark.parametrize("said", [b"INSTREAM size limit exceeded. ERROR\0", b"stream: \0", b"nonsense"])
def test_an_answer_that_says_nothing_leaves_it_waiting(cast, report, settings, said):
    with scanner(settings, said):
        file = brought(cast, report)
        assert tasks.scan_evidence() == 0
    assert state(file) == ScanState.WAITING


def test_a_scanner_that_is_away_leaves_it_waiting_and_one_taken_out_of_use_not_scanned(cast, report, settings):
    with scanner(settings):
        file = brought(cast, report)
    assert (tasks.scan_evidence(), state(file)) == (0, ScanState.WAITING)
    settings.CLAMD = ""
    assert (tasks.scan_evidence(), state(file)) == (1, ScanState.NOT_SCANNED)


def test_a_scanner_on_a_socket_of_this_machine(settings, tmp_path):
    settings.CLAMD = f"unix:{tmp_path / 'clamd'}"
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as server:
        server.bind(str(tmp_path / "clamd"))
        server.listen()

        def serve():
            line, _address = server.accept()
            with line:
                _answer(line, b"")

        thread = threading.Thread(target=serve)
        thread.start()
        assert clamd.scan([PDF, EICAR]) == "Eicar-Test"
        thread.join(5)

"""Papers as they are signed: a small PDF, and the same signed digitally with a certificate that nobody vouches for."""

import datetime as dt
import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12 as bundles
from cryptography.x509.oid import NameOID
from django.core.files.base import ContentFile
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from clusters import canonical, clock
from clusters.models import Pact
from clusters.services import signature as signatures
from emulation.demo import papers

NAME, BODY = "Nguyễn Thử Nghiệm", "Sở A"
# The header of a compound file, and its directory with the stream of a Word document.
OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + b"x" * 512
OLD_WORD += "WordDocument".encode("utf-16-le").ljust(64, b"\0") + b"\x1a\x00\x02" + bytes(61)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def pdf(title: str = "Giao ước") -> bytes:
    return papers.pdf("giao-uoc", title).read()


def another_page(content: bytes) -> bytes:
    """The PDF with another page put over the one that was signed, in a revision after it: no signed byte differs."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT (Khac han) Tj ET"))
    writer.update_container(page)
    writer.write(written := io.BytesIO())
    return written.getvalue()


def signed(content: bytes, field: str = "Chu-ky", days: int = 9000) -> bytes:
    """The PDF with one more digital signature, which covers everything before it; the certificate holds for `days`
    from the beginning of 2026, of minus one day it was over before.

    In a thread of its own: the signer starts an event loop, and a browser test before it has left one running here.
    """
    writer, told = IncrementalPdfFileWriter(io.BytesIO(content)), signers.PdfSignatureMetadata(field_name=field)
    if writer.prev.encrypted:
        writer.encrypt("")
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(signers.sign_pdf, writer, told, signer=_signer(days)).result().getvalue()


def signed_without_zone(content: bytes) -> bytes:
    """Signed by a machine that writes the moment without its zone, beside the signature and not inside it."""
    told = signers.PdfSignatureMetadata(field_name="Chu-ky", subfilter=SigSeedSubFilter.PADES)
    with ThreadPoolExecutor(1) as alone:
        made = alone.submit(
            signers.sign_pdf, IncrementalPdfFileWriter(io.BytesIO(content)), told, signer=_signer(9000)
        ).result()
    zone = re.compile(rb"(/M \(D(?::|\\072)[0-9]{14})([^)]*)\)")
    return zone.sub(lambda found: found[1] + b")" + b" " * len(found[2]), made.getvalue())


def paper(pact: Pact, content: bytes | None = None, name: str = "giao-uoc.pdf", **said) -> signatures.Paper:
    """The paper as the officer describes it on the day itself; `said` differs."""
    made = signatures.Paper(
        file=ContentFile(pdf() if content is None else content, name=name),
        signer_name="Trần Văn DEMO",
        signer_position="Giám đốc",
        signed_on=clock.today(),
        code=canonical.code(pact.frozen_hash),
        declared=True,
    )
    return replace(made, **said)


def locked(content: bytes, password: str) -> bytes:
    """The PDF under a password; an empty one keeps nobody from reading it."""
    writer, out = copy_into_new_writer(PdfFileReader(io.BytesIO(content))), io.BytesIO()
    writer.encrypt("DEMO", password)
    writer.write(out)
    return out.getvalue()


def pkcs12(password: str) -> bytes:
    """The same key and certificate in the file that an operator is given."""
    key, certificate = _pair(9000)
    locked = serialization.BestAvailableEncryption(password.encode())
    return bundles.serialize_key_and_certificates(b"DEMO", key, certificate, None, locked)


@cache
def _pair(days: int) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    named = [(NameOID.COMMON_NAME, NAME), (NameOID.ORGANIZATION_NAME, BODY)]
    subject = x509.Name([x509.NameAttribute(oid, text) for oid, text in named])
    until = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=days)
    since = min(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), until - dt.timedelta(days=1))
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), 7, since, until)
    return key, builder.sign(key, hashes.SHA256())


@cache
def _signer(days: int) -> signers.SimpleSigner:
    key, signed_by = _pair(days)
    certificate = signed_by.public_bytes(serialization.Encoding.DER)
    plain = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return signers.SimpleSigner(
        signing_cert=asn1.Certificate.load(certificate),
        signing_key=keys.PrivateKeyInfo.load(key.private_bytes(*plain)),
        cert_registry=SimpleCertificateStore(),
    )

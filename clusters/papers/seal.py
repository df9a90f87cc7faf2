"""The digital seal of the system on its papers: a certificate of the operator's, where the settings name one."""

import io
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from clusters.errors import Conflict

FIELD = "He-thong"


def is_configured() -> bool:
    return bool(settings.RECEIPT_SEAL)


def put_on(pdf: bytes) -> bytes:
    """The PDF with the seal added behind its own bytes, which stay as they are; unchanged where none is configured.

    In a thread of its own: the signer starts an event loop, and one may be running here.
    """
    if not is_configured():
        return pdf
    signer = signers.SimpleSigner.load_pkcs12(settings.RECEIPT_SEAL, passphrase=settings.RECEIPT_SEAL_PASSWORD.encode())
    if signer is None:
        raise Conflict(_("The certificate of the seal cannot be opened. Tell the administrator."))
    told = signers.PdfSignatureMetadata(field_name=FIELD)
    sealer, writer = signers.PdfSigner(told, signer=signer), IncrementalPdfFileWriter(io.BytesIO(pdf))
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(sealer.sign_pdf, writer).result().getvalue()

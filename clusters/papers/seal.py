"""The digital seal of the system on its papers: a certificate of the operator's, where the settings name one."""

import io

from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from clusters.errors import Conflict

FIELD = "He-thong"


def is_configured() -> bool:
    return bool(settings.RECEIPT_SEAL)


def put_on(pdf: bytes) -> bytes:
    """The PDF with the seal added behind its own bytes, which stay as they are; unchanged where none is configured."""
    if not is_configured():
        return pdf
    signer = signers.SimpleSigner.load_pkcs12(settings.RECEIPT_SEAL, passphrase=settings.RECEIPT_SEAL_PASSWORD.encode())
    if signer is None:
        raise Conflict(_("The certificate of the seal cannot be opened. Tell the administrator."))
    told = signers.PdfSignatureMetadata(field_name=FIELD)
    made = signers.PdfSigner(told, signer=signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)))
    return made.getvalue()

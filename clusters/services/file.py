"""Files: checked by their content, kept once."""

import hashlib
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from clusters import clock, explanations, filetypes
from clusters.errors import Invalid
from clusters.models import StoredFile, User

NAME_LIMIT = 150
FIRST_BYTES = 64


@transaction.atomic
def store(upload: File, *, by: User) -> StoredFile:
    """Keep an uploaded file. Equal content is written to the disk once, under its hash.

    Raises Invalid (field `file`) for a file that is empty, too large, of a kind not taken, or not what its name
    says. There is no policy here: whoever may add evidence or a decision's file has been asked by that deed.
    """
    content_type, digest = _checked_type(upload), _sha256(upload)
    who = {"stored_at": clock.now(), "stored_by": by}
    stored = StoredFile(
        sha256=digest, size=upload.size, content_type=content_type, original_name=_short(upload.name or ""), **who
    )
    twin = StoredFile.objects.filter(sha256=digest).first()
    if twin and twin.content.name and twin.content.storage.exists(twin.content.name):
        stored.content.name = twin.content.name
    else:
        upload.seek(0)
        stored.content.save(digest, upload, save=False)
    stored.save()
    return stored


def refuse_too_large(upload: File) -> None:
    """Before anybody reads the whole of it into memory. Raises Invalid (field `file`)."""
    if upload.size > settings.STORED_FILE_LIMIT:
        limit = filesizeformat(settings.STORED_FILE_LIMIT)
        raise Invalid({"file": _("The file is larger than {limit}. Send a smaller one.").format(limit=limit)})


def _checked_type(upload: File) -> str:
    refuse_too_large(upload)
    try:
        return filetypes.detect(upload.name or "", upload.read(FIRST_BYTES), cast(BinaryIO, upload.file))
    except filetypes.FileRefused as refused:
        raise Invalid({"file": explanations.explain_refusal(refused)}) from refused


def _sha256(upload: File) -> str:
    digest = hashlib.sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _short(name: str) -> str:
    stem, dot, ending = name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")
    return f"{stem[:NAME_LIMIT]}{dot}{ending}"

"""Files: checked by their content, kept once."""

import hashlib
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from clusters import clock, explanations, filetypes
from clusters.errors import Invalid
from clusters.models import StoredFile, User
from clusters.models.file import path_by_hash

NAME_LIMIT = 150
FIRST_BYTES = 64


@transaction.atomic
def store(upload: File, *, by: User) -> StoredFile:
    """Keep an uploaded file. Equal content is written to the disk once, under its hash.

    Raises Invalid (field `file`) for a file that is empty, too large, of a kind not taken, or not what its name
    says. There is no policy here: whoever may add evidence or a decision's file has been asked by that deed.
    """
    content_type, digest = _checked_type(upload), fingerprint(upload)
    who = {"stored_at": clock.now(), "stored_by": by}
    stored = StoredFile(
        sha256=digest, size=upload.size, content_type=content_type, original_name=_short(upload.name or ""), **who
    )
    stored.content.name = _written(stored, upload)
    stored.save()
    return stored


def _written(stored: StoredFile, upload: File) -> str:
    """Where the content lies: under its hash. What lies there whole is not written again, nor left twice where two
    people send the same at once; a part that a crash left behind is not trusted."""
    storage, name = stored.content.storage, path_by_hash(stored, "")
    if _is_whole(storage, name, upload.size):
        return name
    upload.seek(0)
    written = storage.save(name, upload)
    if written != name and _is_whole(storage, name, upload.size):
        storage.delete(written)
        return name
    return written


def _is_whole(storage: Storage, name: str, size: int) -> bool:
    return storage.exists(name) and storage.size(name) == size


def refuse_too_large(upload: File) -> None:
    """Before anybody reads the whole of it into memory. Raises Invalid (field `file`)."""
    if upload.size > settings.STORED_FILE_LIMIT:
        limit = filesizeformat(settings.STORED_FILE_LIMIT)
        raise Invalid({"file": _("The file is larger than {limit}. Send a smaller one.").format(limit=limit)})


def _checked_type(upload: File) -> str:
    refuse_too_large(upload)
    upload.seek(0)
    try:
        return filetypes.detect(upload.name or "", upload.read(FIRST_BYTES), cast(BinaryIO, upload.file))
    except filetypes.FileRefused as refused:
        raise Invalid({"file": explanations.explain_refusal(refused)}) from refused


def fingerprint(upload: File) -> str:
    """The SHA-256 of the content, in hexadecimal."""
    digest = hashlib.sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _short(name: str) -> str:
    stem, dot, ending = name.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")
    return f"{stem[:NAME_LIMIT]}{dot}{ending}"

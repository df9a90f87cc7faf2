"""Ways to the situations that the tests of awards begin in."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def at_the_meeting(cast):
    move(cast.season, "meeting")
    cast.standing = factories.standing(cast.season)
    cast.placings = list(cast.standing.placings.select_related("participant__season").order_by("rank"))
    cast.flag = factories.award("co-bo", name="Cờ thi đua của Bộ", name_en="Flag of the Ministry", position=1)
    cast.quota = factories.quota(cast.season, cast.flag, 1)
    return cast


def move(season, phase):
    season.phase = phase
    season.save(update_fields=["phase"])


def upload(name="quyet-dinh.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def paper(**fields):
    return {"number": "12/QĐ-BCT", "on": "2026-01-05", "abstract": "Tặng Cờ thi đua", "file": upload(), **fields}

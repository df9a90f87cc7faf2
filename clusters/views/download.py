"""A stored file on its way out. The view that calls it has found the file through its holder's visibility."""

from django.http import FileResponse

from clusters.models import StoredFile


def serve(stored: StoredFile) -> FileResponse:
    """Always a download, never shown inside the site, with the type that was detected when it was stored."""
    answer = FileResponse(
        stored.content.open("rb"),
        as_attachment=True,
        filename=stored.original_name,
        content_type=stored.content_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

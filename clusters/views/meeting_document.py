"""Documents of a meeting: added, replaced, downloaded."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clusters.errors import Invalid
from clusters.forms import problems
from clusters.forms.meeting_document import DocumentForm
from clusters.models import MeetingDocument
from clusters.policies import meeting_document as policy
from clusters.queries import meeting as meetings
from clusters.services import meeting_document as deeds


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk):
    meeting = get_object_or_404(meetings.for_page(request.user), pk=pk)
    policy.may_add_document(request.user, meeting).require()
    standing = meeting.documents.standing().select_related("file").order_by("pk")
    form = DocumentForm(request.POST or None, request.FILES or None, standing=standing)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            deeds.add(meeting, said["file"], title=said["title"], replaces=said["replaces"], by=request.user)
        except Invalid as invalid:
            problems.show(form, invalid)
        else:
            return redirect("meeting", pk)
    return render(request, "clusters/meeting_document/add.html", {"meeting": meeting, "form": form})


@require_safe
def file(request, pk):
    """Always a download, through the meeting's visibility, with the type that was detected when it was stored."""
    visible = MeetingDocument.objects.visible_to(request.user).select_related("file")
    stored = get_object_or_404(visible, pk=pk).file
    opened, name = stored.content.open("rb"), stored.original_name
    answer = FileResponse(opened, as_attachment=True, filename=name, content_type=stored.content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

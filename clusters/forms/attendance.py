"""Forms of invitations and attendance."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import Reply
from clusters.errors import Stale
from clusters.forms.meeting import TimeField
from clusters.models import Attendance

KNOWN = [("", _("not recorded")), ("yes", _("present")), ("excused", _("absent, excused")), ("no", _("absent"))]


class GuestForm(forms.Form):
    guest = forms.CharField(
        label=_("Guest"), max_length=200, help_text=_("A body or a post, for example: Ministry, Emulation Department.")
    )


class ReplyForm(forms.Form):
    answer = forms.ChoiceField(label=_("Reply"), choices=Reply.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, help_text=_("Who comes instead; or why nobody comes.")
    )


class RecordForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    presence = forms.ChoiceField(label=_("Attendance"), choices=KNOWN, required=False, widget=forms.RadioSelect)
    represented_by = forms.CharField(label=_("Represented by"), max_length=150, required=False)
    post = forms.CharField(label=_("Position"), max_length=150, required=False)
    came_at = TimeField(label=_("From"))
    left_at = TimeField(label=_("Until"))

    def record(self) -> dict[str, Any]:
        """What the service takes."""
        said = dict(self.cleaned_data)
        presence = said.pop("presence")
        return {**said, "present": presence == "yes" if presence else None, "excused": presence == "excused"}

    def again(self, stale: Stale) -> "RecordForm":
        """The same to be saved against the version that stands now."""
        fresh = RecordForm({**self.data.dict(), "seen": stale.seen})
        fresh.is_valid()
        return fresh

    def versions(self, stale: Stale) -> list[tuple[str, str, str]]:
        """What was typed beside what a colleague recorded."""
        named = dict(KNOWN)
        theirs = stale.theirs | {"presence": named[_presence(stale.theirs["present"], stale.theirs["excused"])]}
        yours = self.cleaned_data | {"presence": named[self.cleaned_data["presence"]]}
        names = ("presence", "represented_by", "post")
        return [(str(self[name].label), str(yours[name]), str(theirs[name])) for name in names]


def initial_of(attendance: Attendance) -> dict[str, Any]:
    names = ("represented_by", "post", "came_at", "left_at")
    known = {"seen": attendance.version, "presence": _presence(attendance.present, attendance.excused)}
    return {**known, **{name: getattr(attendance, name) for name in names}}


def _presence(present: object, excused: object) -> str:
    if present is None:
        return ""
    return "yes" if present else "excused" if excused else "no"

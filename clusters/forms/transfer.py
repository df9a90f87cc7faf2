"""Which posts pass to a successor, and from when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.models import Appointment


class PostChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, post: Appointment) -> str:
        held = f"{post.user} – {post.get_role_display()}"
        return ", ".join([held, *([post.title] if post.title else []), str(post.organisation)])


class TransferForm(forms.Form):
    posts = PostChoices(
        Appointment.objects.none(), label=_("Posts at the predecessors"), widget=forms.CheckboxSelectMultiple
    )
    day = forms.DateField(label=_("Held here from"), help_text=_("dd/mm/yyyy"))

    def __init__(self, *args, posts, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posts"].queryset = posts

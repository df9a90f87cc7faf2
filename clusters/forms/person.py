"""Forms of people and posts: the list's filter, opening an account, appointing, ending."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters.enums import Role
from clusters.forms.organisation import EVER
from clusters.models import Organisation
from clusters.queries import person as people

HOLDING = [("", _("held today")), (EVER, _("held today or earlier"))]


class PeopleFilter(forms.Form):
    words = forms.CharField(label=_("Words in the person's name"), required=False, max_length=100)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), required=False, empty_label=_("All organisations")
    )
    role = forms.ChoiceField(label=_("Post"), required=False, choices=[("", _("All posts")), *Role.choices])
    held = forms.ChoiceField(label=_("Which posts"), required=False, choices=HOLDING)

    def __init__(self, *args, places, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = places
        if places.query.is_empty():
            # Too many to choose from: the page of a body lists its people.
            del self.fields["organisation"]

    def criteria(self) -> dict:
        """What the query takes; a filter that cannot be read counts as not set."""
        self.is_valid()
        chosen = self.cleaned_data
        return {
            "words": chosen.get("words", ""),
            "organisation": chosen.get("organisation"),
            "role": chosen.get("role", ""),
            "ever": chosen.get("held") == EVER,
        }


class PostForm(forms.Form):
    """A post at one body, from a day on."""

    role = forms.ChoiceField(label=_("Post"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Position"), max_length=150, required=False, help_text=_("As it stands in the letter of appointment.")
    )
    from_on = forms.DateField(label=_("Holds it from"), help_text=_("dd/mm/yyyy"))
    to_on = forms.DateField(
        label=_("Held until"), required=False, help_text=_("Leave it empty if no end is known: dd/mm/yyyy.")
    )

    def __init__(self, *args, roles, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]


class OpenPostForm(PostForm):
    name = forms.CharField(label=_("Full name"), max_length=150)
    username = forms.RegexField(
        r"^[A-Za-z0-9._-]+$",
        label=_("User name"),
        max_length=150,
        help_text=_("Latin letters without marks, digits, dot and hyphen; for example nguyen.an."),
        error_messages={"invalid": _("Use Latin letters without marks, digits, dots, hyphens and underscores only.")},
    )
    email = forms.EmailField(
        label=_("Mail address"), help_text=_("The link to choose a password is sent to this address.")
    )
    field_order = ("name", "username", "email", "role", "title", "from_on", "to_on")


class AppointForm(PostForm):
    person = forms.CharField(
        label=_("User name or mail address"), max_length=254, help_text=_("Of an account that exists, typed in full.")
    )
    field_order = ("person", "role", "title", "from_on", "to_on")

    def clean_person(self):
        found = people.account(self.cleaned_data["person"].strip())
        if found is None:
            raise forms.ValidationError(
                _("Nobody has this user name or mail address. Open an account for them instead.")
            )
        return found


class EndForm(forms.Form):
    on = forms.DateField(label=_("Held until"), help_text=_("dd/mm/yyyy; the day itself still counts."))

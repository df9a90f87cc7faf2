"""The signed paper of a report, as whoever attaches it describes it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from clusters.forms.signature import SignedPaperForm


class ReportPaperForm(SignedPaperForm):
    """The same as of a pact, in the words of a report."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        compare = _("Compare the paper with the report as it stands, then confirm that it is the same.")
        self.fields["code"].help_text = _(
            "Eight letters and digits, such as 1A2B-3C4D. They show that the paper is of the report as it stands now."
        )
        self.fields["declared"].label = _("I have compared the paper with the report: the figures are the same.")
        self.fields["declared"].error_messages["required"] = compare

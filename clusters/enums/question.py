"""How far a question among members is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionState(TextChoices):
    """Open until somebody answers; settled once the asker says which answer it was. More answers may follow."""

    OPEN = "open", pgettext_lazy("question", "Not answered yet")
    ANSWERED = "answered", _("Answered")
    SETTLED = "settled", _("Settled")


QUESTION_MOVES = {
    QuestionState.OPEN: {QuestionState.ANSWERED},
    QuestionState.ANSWERED: {QuestionState.SETTLED},
    QuestionState.SETTLED: set(),
}

"""Who asks, answers, corrects and settles, and when."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from clusters.models import Answer, Organisation, Question, Succession, User
from clusters.policies import exchange
from clusters.queries import exchange as seats
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def answering(user: User, question: Question) -> QuerySet[Organisation]:
    """The bodies for which the person can answer; of one asked by name itself, what took it over, and the authority."""
    found = seats.seats(user, question.cluster)
    if question.addressee_id is None:
        return found
    itself = Succession.objects.filter(organisation=OuterRef("pk"), ancestor=question.addressee_id)
    return found.filter(Q(Exists(itself)) | Q(pk=question.cluster.authority_id))


def may_answer(user: User, question: Question) -> Ruling:
    """Whoever was asked, once for each body; after that the answer is corrected."""
    return first_refusal(
        lambda: exchange.may_take_part(user, question.cluster),
        lambda: _was_asked(user, question),
        lambda: _has_not_answered(user, question),
    )


def may_answer_for(user: User, question: Question, organisation: Organisation) -> Ruling:
    """The same, for one of these bodies."""
    return first_refusal(
        lambda: may_answer(user, question),
        lambda: exchange.may_speak_for(user, question.cluster, organisation),
        lambda: _is_asked(user, question, organisation),
    )


def may_correct(user: User, answer: Answer) -> Ruling:
    """The people of the unit that answered."""
    if seats.speaks_for(user, answer.organisation):
        return exchange.goes_on(answer.question.cluster)
    return denied(_("Only the people of {unit} correct its answer.").format(unit=answer.organisation))


def may_settle(user: User, question: Question) -> Ruling:
    """The people of whoever asked; another answer may take the mark later."""
    if seats.speaks_for(user, question.organisation):
        return exchange.goes_on(question.cluster)
    return denied(_("{unit} asked and says which answer settles it.").format(unit=question.organisation))


def _was_asked(user: User, question: Question) -> Ruling:
    if answering(user, question).exists():
        return ALLOWED
    return denied(_("This question is asked of {unit}.").format(unit=question.addressee))


def _is_asked(user: User, question: Question, organisation: Organisation) -> Ruling:
    if answering(user, question).filter(pk=organisation.pk).exists():
        return ALLOWED
    return denied(_("This question is asked of {unit}.").format(unit=question.addressee))


def _has_not_answered(user: User, question: Question) -> Ruling:
    said = question.answers.values("organisation")
    if answering(user, question).exclude(pk__in=said).exists():
        return ALLOWED
    return not_now(_("Your unit has answered. Correct that answer instead."))

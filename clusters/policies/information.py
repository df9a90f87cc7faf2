"""Who asks for information, replies and closes, and when."""

from django.utils.translation import gettext as _

from clusters.models import InformationReply, InformationRequest, User
from clusters.policies import exchange
from clusters.queries import exchange as queries
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_reply(user: User, reply: InformationReply) -> Ruling:
    """The people of the member asked, or of what took it over, until the request is closed."""
    return first_refusal(lambda: _is_theirs(user, reply), lambda: is_open(reply.request))


def may_close(user: User, request: InformationRequest) -> Ruling:
    """The people of whoever asked, once."""
    if not queries.speaks_for(user, request.organisation):
        return denied(_("{unit} asked and closes the request.").format(unit=request.organisation))
    return is_open(request)


def is_open(request: InformationRequest) -> Ruling:
    """Replies are given and corrected until the request is closed, late ones too."""
    if request.closed_at:
        return not_now(_("This request is closed."))
    return exchange.goes_on(request.cluster)


def _is_theirs(user: User, reply: InformationReply) -> Ruling:
    if queries.speaks_for(user, reply.organisation):
        return ALLOWED
    return denied(_("Only the people of {unit} reply for it.").format(unit=reply.organisation))

"""Who sees to letters that did not arrive, and which may be sent again."""

from django.utils.translation import gettext as _

from clusters.models import Notice, User
from clusters.rulings import ALLOWED, Ruling, denied, not_now


def may_keep_letters(user: User) -> Ruling:
    """Letters of everybody, with their addresses: nobody but the system's administrators, who mend the mail."""
    if user.is_superuser:
        return ALLOWED
    return denied(_("Letters that did not arrive are looked after by the administrator of the system."))


def may_send_again(user: User, letter: Notice) -> Ruling:
    """One that was given up, to somebody whose account is open."""
    ruling = may_keep_letters(user)
    if ruling and not letter.is_undelivered:
        return not_now(_("This letter is no longer among those that did not arrive: it was sent again meanwhile."))
    if ruling and not letter.person.is_active:
        return not_now(
            _("The account of {person} is closed; letters go to open accounts.").format(person=letter.person)
        )
    return ruling

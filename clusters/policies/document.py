"""Who keeps the library of a cluster, and who confirms having read what must be read."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from clusters.enums import UNIT_ROLES
from clusters.models import Cluster, Document, DocumentReading, DocumentVersion, Membership, Season, User
from clusters.models.organisation import Succession
from clusters.queries import post
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


def may_keep_library(user: User, cluster: Cluster) -> Ruling:
    """Head and deputy of a year that is not closed, and the authority's official."""
    led = Season.objects.open().filter(cluster=cluster).led_by(user)
    if post.is_official_of(user, cluster.authority) or led.exists():
        return ALLOWED
    return denied(_("The library is kept by the head of the cluster, its deputy or the authority's official."))


def may_change_document(user: User, document: Document) -> Ruling:
    """Add a version or withdraw it: who keeps the library, while it stands."""
    return first_refusal(lambda: may_keep_library(user, document.cluster), lambda: _stands(document))


def may_confirm_reading(user: User, version: DocumentVersion) -> Ruling:
    """The people of the member units, once for each version, of what must be read."""
    return first_refusal(
        lambda: _member(user, version.document),
        lambda: _stands(version.document),
        lambda: _must_be_read(version.document),
        lambda: _is_newest(version),
        lambda: _not_read_yet(user, version),
    )


def _member(user: User, document: Document) -> Ruling:
    own = Succession.objects.held_by(user, UNIT_ROLES).filter(ancestor=OuterRef("organisation"))
    if Membership.objects.current().filter(Exists(own), cluster=document.cluster_id).exists():
        return ALLOWED
    return denied(_("The people of the members confirm that they have read it."))


def _stands(document: Document) -> Ruling:
    if document.withdrawn_at is None:
        return ALLOWED
    return not_now(_("This document was withdrawn: {reason}").format(reason=document.withdrawal_reason))


def _must_be_read(document: Document) -> Ruling:
    if document.read_by is not None:
        return ALLOWED
    return not_now(_("Nobody has asked for this document to be read by a day."))


def _is_newest(version: DocumentVersion) -> Ruling:
    if version.document.versions.filter(number__gt=version.number).exists():
        return not_now(_("A newer version has come meanwhile. Open the document again and read that one."))
    return ALLOWED


def _not_read_yet(user: User, version: DocumentVersion) -> Ruling:
    if DocumentReading.objects.filter(version=version, read_by=user).exists():
        return not_now(_("You have confirmed this version already."))
    return ALLOWED

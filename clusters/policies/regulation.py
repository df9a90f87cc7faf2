"""Who drafts the operating regulations of a cluster, who comments, answers and adopts, and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clusters import clock
from clusters.enums import OPEN_REGULATION, RegulationState
from clusters.models import Cluster, Organisation, Regulation, RegulationVersion, User
from clusters.policies import decision as decisions
from clusters.queries import post
from clusters.regulating import wording
from clusters.rulings import ALLOWED, Ruling, denied, first_refusal, not_now


@dataclass(frozen=True)
class Drafter:
    """Whether somebody drafts for a regulation: asked once for a page, kept for all its deeds."""

    ruling: Ruling

    def may_change(self, version: RegulationVersion) -> Ruling:
        """Write the text and the terms, while it is a draft."""
        return self.ruling and _still_a_draft(version)

    def may_consult(self, version: RegulationVersion) -> Ruling:
        """Send a cluster's draft to the members, once it has articles."""
        return self.may_change(version) and _of_a_cluster(version) and _has_articles(version)

    def may_take_back(self, version: RegulationVersion) -> Ruling:
        """Back to drafting while it is out for comments."""
        return self.ruling and _out_for_comments(version)

    def may_withdraw(self, version: RegulationVersion) -> Ruling:
        """Give a version up before it was adopted."""
        return self.ruling and _open(version)

    def may_answer(self, version: RegulationVersion) -> Ruling:
        """Answer the members' comments, while it is out for comments."""
        return self.ruling and _out_for_comments(version)

    def may_adopt(self, version: RegulationVersion, unanswered: Iterable[object]) -> Ruling:
        """Record that the meeting adopted it: after the last day of comments, each of them answered."""
        return first_refusal(
            lambda: self.ruling,
            lambda: _out_for_comments(version),
            lambda: _time_for_comments_is_over(version),
            lambda: _all_answered(list(unanswered)),
        )

    def may_issue(self, version: RegulationVersion) -> Ruling:
        """Issue a model, once it has articles."""
        return self.may_change(version) and _a_model(version) and _has_articles(version)


def drafter(user: User, regulation: Regulation) -> Drafter:
    """Of a cluster's the head's people; of a model the officials of the authority."""
    if regulation.cluster is None:
        return Drafter(decisions.may_act_for(user, regulation.authority))
    return Drafter(leads_cluster(user, regulation.cluster))


def leads_cluster(user: User, cluster: Cluster) -> Ruling:
    """The people of the unit that heads the cluster in its newest year; an official where there is no head today."""
    head = post.head_of_cluster(cluster, user)
    if head is None:
        return decisions.may_act_for(user, cluster.authority)
    if head.held:  # type: ignore[attr-defined]  # annotated by post.head_of_cluster()
        return ALLOWED
    sentence = _("The operating regulations are drafted by the head of the cluster: {head}.")
    return denied(sentence.format(head=head.participant))


def may_start(user: User, cluster: Cluster) -> Ruling:
    """Begin a new version: who drafts, while the cluster lasts and no other version is open."""
    return first_refusal(lambda: leads_cluster(user, cluster), lambda: _lasts(cluster), lambda: _none_open(cluster.pk))


def may_start_model(user: User, regulation: Regulation) -> Ruling:
    """A new version of a model: the officials of its authority, while no other is open."""
    return decisions.may_act_for(user, regulation.authority) and _none_open_of(regulation)


may_draft_model = decisions.may_act_for


def may_comment(version: RegulationVersion, own: Iterable[Organisation]) -> Ruling:
    """The people of the members (`own` are those the asker works for), until the last day of comments."""
    return first_refusal(
        lambda: ALLOWED if list(own) else denied(_("The people of the members of the cluster comment on the draft.")),
        lambda: _out_for_comments(version),
        lambda: _comments_are_open(version),
    )


def _none_open(cluster_pk: int) -> Ruling:
    return _free(RegulationVersion.objects.open().filter(regulation__cluster=cluster_pk).first())


def _none_open_of(regulation: Regulation) -> Ruling:
    return _free(regulation.versions.open().first())  # type: ignore[attr-defined]


def _free(version: RegulationVersion | None) -> Ruling:
    if version is None:
        return ALLOWED
    return not_now(
        _("Version {number} is not finished yet; adopt it or withdraw it first.").format(number=version.number)
    )


def _lasts(cluster: Cluster) -> Ruling:
    if cluster.ended_on and cluster.ended_on < clock.today():
        return not_now(_("The cluster ended on {day:%d/%m/%Y}.").format(day=cluster.ended_on))
    return ALLOWED


def _still_a_draft(version: RegulationVersion) -> Ruling:
    if version.state == RegulationState.DRAFT:
        return ALLOWED
    if version.state == RegulationState.CONSULTING:
        return not_now(_("The draft is out for comments. Take it back to change it."))
    return _settled(version)


def _out_for_comments(version: RegulationVersion) -> Ruling:
    if version.state == RegulationState.CONSULTING:
        return ALLOWED
    if version.state == RegulationState.DRAFT:
        return not_now(_("The draft has not been sent to the members for comments yet."))
    return _settled(version)


def _open(version: RegulationVersion) -> Ruling:
    return ALLOWED if version.state in OPEN_REGULATION else _settled(version)


def _settled(version: RegulationVersion) -> Ruling:
    if version.state == RegulationState.WITHDRAWN:
        return not_now(_("This version was withdrawn. Begin a new one."))
    return not_now(_("This version is settled and does not change any more. A newer version can replace it."))


def _of_a_cluster(version: RegulationVersion) -> Ruling:
    if not version.regulation.is_model:
        return ALLOWED
    return not_now(_("A model is not sent out for comments here; the authority issues it."))


def _a_model(version: RegulationVersion) -> Ruling:
    if version.regulation.is_model:
        return ALLOWED
    return not_now(_("The regulations of a cluster are adopted by its meeting."))


def _has_articles(version: RegulationVersion) -> Ruling:
    if wording.articles(version.text):
        return ALLOWED
    return not_now(_("Write the text in articles first: each begins with a line such as “Điều 1. …”."))


def _comments_are_open(version: RegulationVersion) -> Ruling:
    last = version.comments_until
    if last is None or clock.today() <= last:
        return ALLOWED
    return not_now(_("Comments could be made until {day:%d/%m/%Y}.").format(day=last))


def _time_for_comments_is_over(version: RegulationVersion) -> Ruling:
    last = version.comments_until
    if last is None or clock.today() >= last:
        return ALLOWED
    return not_now(_("The members may comment until {day:%d/%m/%Y}; adopt it from that day on.").format(day=last))


def _all_answered(unanswered: list[object]) -> Ruling:
    if not unanswered:
        return ALLOWED
    names = ", ".join(dict.fromkeys(str(each) for each in unanswered))
    return not_now(_("Answer every comment first. Still open: {units}.").format(units=names))

"""The way of a version: drafted, sent out, commented on, answered, adopted at a meeting."""

import datetime as dt

import pytest

from clusters import audit, canonical, clock
from clusters.enums import AnswerOutcome, Event, RegulationState, Role
from clusters.errors import Conflict, Denied, Invalid, Stale
from clusters.models import AuditEntry, Notice, Regulation, RegulationAdoption, RegulationVersion
from clusters.queries import regulation as queries
from clusters.services import regulation as deeds
from clusters.services import regulation_adoption as adoptions
from clusters.services import regulation_comment as comments
from clusters.services import regulation_model as models
from clusters.services.regulation_adoption import Votes
from tests import factories

TEXT = factories.REGULATION_TEXT
TERMS = {"grace_days": {"value": 3, "article": "2"}}
ALL = Votes(present=3, in_favour=3)


@pytest.fixture
def draft(cast):
    version = deeds.start(cast.cluster, by=cast.head)
    return deeds.change(version, text=TEXT, terms=TERMS, by=cast.head, seen=0)


@pytest.fixture
def out(cast, draft):
    return deeds.consult(draft, until=clock.today(), by=cast.head)


def adopt(version, by, votes=ALL, **days):
    days = {"adopted_on": clock.today(), "in_force_on": clock.today(), **days}
    return adoptions.adopt(version, votes=votes, by=by, **days)


def events(thing):
    return list(AuditEntry.objects.about(thing).order_by("number").values_list("event", flat=True))


def told(event):
    return set(Notice.objects.filter(event=event, channel="site").values_list("person__name", flat=True))


def test_a_version_goes_its_way_and_its_terms_count(cast, out):
    unit = cast.unit.organisation
    remark = comments.comment(out, unit, article="2", text="Nêu rõ tỷ lệ.", by=cast.officer)
    comments.answer(remark, outcome=AnswerOutcome.ACCEPTED, text="", by=cast.head)
    adoption = adopt(out, cast.head, number="01/QC")
    whole = {"name": out.regulation.name, "number": 1, "text": TEXT, "terms": TERMS}
    assert (adoption.text, adoption.terms, adoption.hash) == (TEXT, TERMS, canonical.sha256(whole))
    assert (adoption.members, adoption.present, adoption.in_favour, adoption.number) == (3, 3, 3, "01/QC")
    assert queries.terms_of(cast.cluster, clock.today()).grace_days.value == 3
    assert RegulationVersion.objects.get(pk=out.pk).state == RegulationState.ADOPTED
    names = ["drafted", "changed", "sent_out", "commented", "answered", "adopted"]
    assert events(out) == [f"regulation.{name}" for name in names]
    assert audit.broken_lines(out) == []


def test_everybody_concerned_is_told_and_nobody_else(cast, out):
    members = {each.name for each in (cast.officer, cast.leader, cast.head, cast.head_leader, cast.deputy)}
    assert told(Event.REGULATION_SENT_OUT) == members
    remark = comments.comment(out, cast.unit.organisation, article="", text="Ý kiến", by=cast.officer)
    assert told(Event.REGULATION_COMMENTED) == {cast.head.name, cast.head_leader.name}
    comments.answer(remark, outcome=AnswerOutcome.ACCEPTED, text="", by=cast.head)
    assert told(Event.REGULATION_ANSWERED) == {cast.officer.name, cast.leader.name}
    adopt(out, cast.head)
    assert told(Event.REGULATION_ADOPTED) == members


@pytest.mark.parametrize("person", ["officer", "leader", "deputy", "official", "auditor", "neighbour"])
def test_only_the_head_drafts(cast, person):
    with pytest.raises(Denied):
        deeds.start(cast.cluster, by=getattr(cast, person))
    assert not Regulation.objects.exists()


def test_without_a_head_the_official_drafts(cast):
    lonely = factories.cluster(cast.ministry)
    assert deeds.start(lonely, by=cast.official).number == 1
    with pytest.raises(Denied):
        deeds.start(factories.cluster(cast.ministry), by=cast.neighbour_official)


def test_the_head_of_the_newest_year_drafts_and_the_former_no_longer(cast):
    later = factories.season(cast.cluster, year=cast.season.year + 1)
    part = later.participants.create(organisation=cast.unit.organisation, joined_on=later.starts_on)
    factories.headship(part)
    assert deeds.start(cast.cluster, by=cast.officer).number == 1
    with pytest.raises(Denied):
        deeds.start(cast.cluster, by=cast.head)


def test_one_version_at_a_time(cast, draft):
    with pytest.raises(Conflict, match="1"):
        deeds.start(cast.cluster, by=cast.head)
    deeds.withdraw(draft, reason="Soạn lại", by=cast.head)
    assert deeds.start(cast.cluster, by=cast.head).number == 2


def test_a_version_may_start_from_an_issued_model(cast):
    model = models.draft(cast.ministry, name="Quy chế mẫu", by=cast.official)
    model = deeds.change(model, text=TEXT, terms=TERMS, by=cast.official, seen=0)
    adoptions.issue(model, on=clock.today(), by=cast.official)
    assert told(Event.REGULATION_ISSUED) == {cast.head.name, cast.head_leader.name}
    (base,) = queries.bases(cast.head, cast.cluster)
    version = deeds.start(cast.cluster, base=base, by=cast.head)
    assert (version.text, version.terms, version.based_on) == (TEXT, TERMS, model)


def test_a_model_is_neither_sent_out_nor_a_clusters_draft_issued(cast, draft):
    model = models.draft(cast.ministry, name="Quy chế mẫu", by=cast.official)
    model = deeds.change(model, text=TEXT, terms={}, by=cast.official, seen=0)
    with pytest.raises(Conflict):
        deeds.consult(model, until=clock.today(), by=cast.official)
    with pytest.raises(Conflict):
        adoptions.issue(draft, on=clock.today(), by=cast.head)
    with pytest.raises(Denied):
        adoptions.issue(model, on=clock.today(), by=cast.head)


def test_the_second_writer_is_told_and_nothing_is_written(cast, draft):
    with pytest.raises(Stale) as stale:
        deeds.change(draft, text="Khác", terms={}, by=cast.head, seen=0)
    assert (stale.value.theirs, stale.value.seen) == ({"text": TEXT, "terms": TERMS}, 1)
    assert RegulationVersion.objects.get(pk=draft.pk).text == TEXT


@pytest.mark.parametrize(
    ("key", "value"), [("quorum", "3/2"), ("grace_days", -1), ("base", "none"), ("tie_rule", ["x"]), ("weather", 1)]
)
def test_a_term_that_cannot_be_is_refused(cast, draft, key, value):
    with pytest.raises(Invalid) as invalid:
        deeds.change(draft, text=TEXT, terms={key: {"value": value, "article": "2"}}, by=cast.head, seen=1)
    assert set(invalid.value.problems) == {key}


@pytest.mark.parametrize(
    ("text", "terms", "problems"),
    [
        ("Không có điều nào", {}, None),
        (TEXT + "\nĐiều 2. Lặp lại", {}, {"text"}),
        (TEXT, {"grace_days": {"value": 1, "article": "9"}}, {"terms"}),
        (TEXT, {"grace_days": {"value": 1, "article": ""}}, {"terms"}),
    ],
)
def test_what_is_sent_out_is_whole(cast, draft, text, terms, problems):
    deeds.change(draft, text=text, terms=terms, by=cast.head, seen=1)
    with pytest.raises(Conflict if problems is None else Invalid) as refused:
        deeds.consult(draft, until=clock.today(), by=cast.head)
    if problems:
        assert set(refused.value.problems) == problems
    assert RegulationVersion.objects.get(pk=draft.pk).state == RegulationState.DRAFT


def test_comments_end_with_their_day(cast, draft):
    yesterday = clock.today() - dt.timedelta(days=1)
    with pytest.raises(Invalid):
        deeds.consult(draft, until=yesterday, by=cast.head)
    out = deeds.consult(draft, until=clock.today(), by=cast.head)
    with clock.set_to(clock.now() + dt.timedelta(days=1)), pytest.raises(Conflict):
        comments.comment(out, cast.unit.organisation, article="", text="Muộn", by=cast.officer)


def test_nobody_comments_for_another_unit(cast, out):
    with pytest.raises(Denied):
        comments.comment(out, cast.deputy_unit.organisation, article="", text="Ý kiến", by=cast.officer)
    with pytest.raises(Denied):
        comments.comment(out, cast.stranger.organisation, article="", text="Ý kiến", by=cast.neighbour)
    assert not out.comments.exists()


def test_a_comment_speaks_of_an_article_that_is_there(cast, out):
    with pytest.raises(Invalid) as invalid:
        comments.comment(out, cast.unit.organisation, article="9", text=" ", by=cast.officer)
    assert set(invalid.value.problems) == {"article", "text"}


@pytest.mark.parametrize("outcome", [AnswerOutcome.PARTLY, AnswerOutcome.NOT_ACCEPTED])
def test_not_taking_a_comment_in_needs_a_reason(cast, out, outcome):
    remark = factories.regulation_comment(out, cast.unit.organisation)
    with pytest.raises(Invalid):
        comments.answer(remark, outcome=outcome, text=" ", by=cast.head)
    with pytest.raises(Denied):
        comments.answer(remark, outcome=outcome, text="Lý do", by=cast.officer)
    assert not remark.answers.exists()


def test_the_newest_answer_counts_and_the_older_stays(cast, out):
    remark = factories.regulation_comment(out, cast.unit.organisation)
    comments.answer(remark, outcome=AnswerOutcome.NOT_ACCEPTED, text="Chưa rõ", by=cast.head)
    second = comments.answer(remark, outcome=AnswerOutcome.ACCEPTED, text="", by=cast.head)
    assert [each.answer for each in queries.comments(out)] == [second.pk]
    assert remark.answers.count() == 2


def test_an_open_comment_keeps_the_text_from_being_adopted(cast, out):
    factories.regulation_answer(factories.regulation_comment(out, cast.deputy_unit.organisation))
    factories.regulation_comment(out, cast.unit.organisation)
    with pytest.raises(Conflict, match="Sở A") as refused:
        adopt(out, cast.head)
    assert "Sở C" not in str(refused.value)
    assert not RegulationAdoption.objects.exists()


def test_what_is_taken_back_is_drafted_again_and_keeps_its_comments(cast, out):
    remark = factories.regulation_comment(out, cast.unit.organisation)
    with pytest.raises(Conflict):
        deeds.change(out, text=TEXT, terms={}, by=cast.head, seen=1)
    with pytest.raises(Invalid):
        deeds.take_back(out, reason=" ", by=cast.head)
    back = deeds.take_back(out, reason="Tiếp thu ý kiến", by=cast.head)
    assert (back.state, back.comments_until, back.consulted_by) == (RegulationState.DRAFT, None, None)
    deeds.change(back, text=TEXT, terms={}, by=cast.head, seen=1)
    again = deeds.consult(back, until=clock.today(), by=cast.head)
    assert queries.unanswered(again) == [remark]


def test_what_was_adopted_is_neither_changed_nor_withdrawn(cast, out):
    adopt(out, cast.head)
    for deed in (
        lambda: deeds.change(out, text="", terms={}, by=cast.head, seen=1),
        lambda: deeds.withdraw(out, reason="Thôi", by=cast.head),
        lambda: deeds.take_back(out, reason="Thôi", by=cast.head),
        lambda: adopt(out, cast.head),
    ):
        with pytest.raises(Conflict):
            deed()


def test_a_member_that_joined_another_cluster_does_not_vote_here(cast, out):
    stranger = factories.organisation("Sở Ngoài")
    factories.membership(factories.cluster(cast.ministry), stranger)
    factories.appointed(stranger, Role.OFFICER)
    assert adopt(out, cast.head).members == 3

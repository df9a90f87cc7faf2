"""The pages of operating regulations, as people use them."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clusters import clock
from clusters.enums import RegulationState
from clusters.models import RegulationAdoption, RegulationVersion
from clusters.queries import regulation as queries
from clusters.queries.trail import trail
from clusters.services import regulation_comment as comments
from tests import factories
from tests.people import signed_in
from tests.reading import as_person, get, sheets

TEXT = factories.REGULATION_TEXT


@pytest.fixture
def out(cast):
    found = factories.regulation(cast.cluster)
    return factories.regulation_version(found, state=RegulationState.CONSULTING)


def at(name, thing):
    return reverse(name, args=[thing.pk])


def typed(**said):
    return {"seen": "0", "text": TEXT, **said}


def draft_of(cast):
    return factories.regulation_version(factories.regulation(cast.cluster))


def test_the_head_begins_writes_and_sends_out(cast):
    client = signed_in(cast.head)
    client.post(at("regulation-start", cast.cluster), {"name": "Quy chế", "base": ""})
    version = RegulationVersion.objects.get()
    said = typed(quorum="75 %", article_quorum="2", tie_rule_first="bonus", tie_rule_second="meeting", grace_days="0")
    said |= {"article_tie_rule": "2", "article_grace_days": "1"}
    answer = client.post(at("regulation-edit", version), said)
    assert answer.url == at("regulation-version", version)
    version.refresh_from_db()
    assert version.terms == {
        "quorum": {"value": "3/4", "article": "2"},
        "tie_rule": {"value": ["bonus", "meeting"], "article": "2"},
        "grace_days": {"value": 0, "article": "1"},
    }
    until = clock.today() + dt.timedelta(days=7)
    client.post(at("regulation-consult", version), {"until": f"{until:%d/%m/%Y}"})
    version.refresh_from_db()
    assert (version.state, version.comments_until) == (RegulationState.CONSULTING, until)


@pytest.mark.parametrize("typed_share", ["0", "3/2", "1/0", "2", "hai phần ba", "120 %"])
def test_a_share_that_cannot_be_is_shown_beside_its_field(cast, typed_share):
    version = draft_of(cast)
    answer = signed_in(cast.head).post(at("regulation-edit", version), typed(quorum=typed_share))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"quorum"}
    assert RegulationVersion.objects.get(pk=version.pk).saves == 0


def test_days_of_reminders_are_typed_as_a_list_and_shown_again(cast):
    version, client = draft_of(cast), signed_in(cast.head)
    client.post(at("regulation-edit", version), typed(remind_before="1; 10, 3 3", article_remind_before="2"))
    version.refresh_from_db()
    assert version.terms == {"remind_before": {"value": [10, 3, 1], "article": "2"}}
    assert client.get(at("regulation-edit", version)).context["form"]["remind_before"].value() == "10; 3; 1"


@pytest.mark.parametrize("days", ["bảy", "91", "-1"])
def test_days_that_cannot_be_are_shown_beside_their_field(cast, days):
    answer = signed_in(cast.head).post(at("regulation-edit", draft_of(cast)), typed(remind_before=days))
    assert set(answer.context["form"].errors) == {"remind_before"}


def test_the_meeting_stands_last_in_a_tie_rule(cast):
    said = typed(tie_rule_first="meeting", tie_rule_second="bonus", article_tie_rule="2")
    answer = signed_in(cast.head).post(at("regulation-edit", draft_of(cast)), said)
    assert set(answer.context["form"].errors) == {"tie_rule_first"}


def test_two_writers_see_both_versions_and_lose_nothing(cast):
    version, client = draft_of(cast), signed_in(cast.head)
    client.post(at("regulation-edit", version), typed(text=TEXT + "\nĐiều 3. Của người trước"))
    said = typed(text=TEXT + "\nĐiều 4. Của người sau", grace_days="3", article_grace_days="2")
    answer = client.post(at("regulation-edit", version), said)
    shown = " ".join(" ".join(row) for row in answer.context["versions"])
    assert "Của người trước" in shown
    assert "Của người sau" in shown
    form = answer.context["form"]
    assert (form["text"].value(), form["seen"].value()) == (said["text"], 1)
    assert client.post(at("regulation-edit", version), {**said, "seen": "1"}).status_code == 302


def test_a_member_comments_on_an_article_and_reads_the_answer(cast, out):
    member, head = signed_in(cast.officer), signed_in(cast.head)
    page = member.get(at("regulation-comment", out) + "?article=2")
    unit = page.context["form"].fields["organisation"].choices
    assert ([name for _pk, name in unit], page.context["form"]["article"].value()) == (["Sở A"], "2")
    said = {"organisation": unit[0][0], "article": "2", "text": "Nêu rõ số thành viên dự họp."}
    member.post(at("regulation-comment", out), said)
    (comment,) = out.comments.all()
    head.post(at("regulation-answer", comment), {"outcome": "partly", "text": "Đã nêu ở khoản khác."})
    shown = member.get(at("regulation-version", out)).content.decode()
    article = shown[shown.index('id="article-2"') :]
    assert "Nêu rõ số thành viên dự họp." in article
    assert "Đã nêu ở khoản khác." in article


def test_a_refused_answer_keeps_what_was_typed(cast, out):
    comment = factories.regulation_comment(out, cast.unit.organisation)
    answer = signed_in(cast.head).post(at("regulation-answer", comment), {"outcome": "not_accepted", "text": ""})
    assert set(answer.context["form"].errors) == {"text"}
    assert answer.context["form"]["outcome"].value() == "not_accepted"


def adopting(**said):
    today = f"{clock.today():%d/%m/%Y}"
    days = {"adopted_on": today, "in_force_on": today}
    return {**days, "present": "3", "in_writing": "0", "in_favour": "3", "against": "0", **said}


def test_the_adoption_is_recorded_with_its_minutes(cast, out):
    client = signed_in(cast.head)
    file = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4 bien ban")
    client.post(at("regulation-adopt", out), adopting(number="01/QC", minutes=file))
    adoption = RegulationAdoption.objects.get(version=out)
    assert (adoption.number, adoption.members) == ("01/QC", 3)
    answer = signed_in(cast.officer).get(at("regulation-minutes", out))
    assert (b"".join(answer.streaming_content), answer["X-Content-Type-Options"]) == (b"%PDF-1.4 bien ban", "nosniff")
    assert queries.terms_of(cast.cluster, clock.today()).adoption == adoption.pk


def test_too_few_votes_are_told_beside_their_field(cast, out):
    answer = signed_in(cast.head).post(at("regulation-adopt", out), adopting(in_favour="1", against="2"))
    assert set(answer.context["form"].errors) == {"in_favour"}
    assert not RegulationAdoption.objects.exists()


def test_a_wrong_file_of_the_minutes_is_told_beside_its_field(cast, out):
    file = SimpleUploadedFile("bien-ban.pdf", b"khong phai")
    answer = signed_in(cast.head).post(at("regulation-adopt", out), adopting(minutes=file))
    assert set(answer.context["form"].errors) == {"minutes"}


def test_the_page_of_a_cluster_says_what_counts_today(cast):
    first = factories.terms(cast.cluster, grace_days=1)
    factories.terms(cast.cluster, since=clock.today() + dt.timedelta(days=9), grace_days=4)
    page = signed_in(cast.officer).get(at("regulation", cast.cluster))
    assert page.context["now"] == first.version
    values = {row.cells[0].value: row.cells[1].value for row in page.context["terms"].rows}
    assert len(values) == 15
    assert [row.cells[1].value for row in page.context["terms"].rows][8] == "1"


def test_versions_are_compared_word_by_word(cast):
    found = factories.regulation(cast.cluster)
    factories.regulation_version(found, state=RegulationState.WITHDRAWN, text=TEXT)
    new = factories.regulation_version(found, text=TEXT.replace("đủ số", "hai phần ba số"))
    page = signed_in(cast.officer).get(at("regulation-compare", new))
    assert page.context["changed"] == 1
    shown = page.content.decode()
    assert "<del>đủ</del>" in shown
    assert "<ins>hai phần ba</ins>" in shown


def test_a_comparison_with_what_one_may_not_see_shows_nothing_of_it(cast):
    hidden = draft_of(cast)
    own = factories.regulation_version(factories.regulation(cast.elsewhere.cluster))
    client = signed_in(cast.neighbour)
    page = client.get(at("regulation-compare", own) + f"?with={hidden.pk}")
    assert page.context["old"] is None


def test_the_ministry_filters_its_clusters_and_takes_them_along(cast, out):
    bare = factories.cluster(cast.ministry, name="Cụm chưa có quy chế")
    adopted = factories.cluster(cast.ministry, name="Cụm đã có quy chế")
    factories.terms(adopted)
    factories.regulation_comment(out, cast.unit.organisation)
    client, name = signed_in(cast.official), reverse("regulations")
    found = {
        standing: [str(row.cells[0].value) for row in client.get(name, {"standing": standing}).context["table"].rows]
        for standing in ("in_force", "none", "consulting", "draft")
    }
    none = sorted([str(bare), str(cast.cluster)])
    assert {**found, "none": sorted(found["none"])} == {
        "in_force": [str(adopted)],
        "none": none,
        "consulting": [str(cast.cluster)],
        "draft": [],
    }
    (table,) = sheets(client.get(name, {"standing": "consulting", "export": "xlsx"})).values()
    assert [row[-1] for row in table] == [1]


def test_the_list_is_filtered_by_words_in_a_members_name(cast):
    factories.cluster(cast.ministry, name="Cụm khác")
    client = signed_in(cast.official)
    found = [client.get(reverse("regulations"), {"unit": words}).context["table"].rows for words in ("so a", "so z")]
    assert [[str(row.cells[0].value) for row in rows] for rows in found] == [[str(cast.cluster)], []]


def test_an_authority_drafts_issues_and_redrafts_a_model(cast):
    client = signed_in(cast.official)
    client.post(reverse("regulation-model-draft"), {"authority": cast.ministry.pk, "name": "Quy chế mẫu"})
    version = RegulationVersion.objects.get()
    assert signed_in(cast.head).get(at("regulation-version", version)).status_code == 404
    client.post(at("regulation-edit", version), typed())
    client.post(at("regulation-issue", version), {"on": f"{clock.today():%d/%m/%Y}", "number": "9/QĐ"})
    assert signed_in(cast.head).get(at("regulation-version", version)).status_code == 200
    client.post(at("regulation-draft-again", version.regulation))
    again = RegulationVersion.objects.get(number=2)
    assert (again.text, again.state) == (TEXT, RegulationState.DRAFT)
    (row,) = signed_in(cast.head).get(reverse("regulation-models")).context["table"].rows
    assert row.cells[0].url == at("regulation-version", version)


def test_a_term_leads_to_the_article_that_it_stands_in(cast, client):
    adoption = factories.terms(cast.cluster, quorum="2/3")
    as_person(client, cast.officer)

    (row,) = [r for r in get(client, "regulation", cast.cluster.pk).context["terms"].rows if r.cells[2].url]

    path, _, article = row.cells[2].url.partition("#")
    assert path == f"/regulations/versions/{adoption.version_id}/"
    assert f'id="{article}"' in client.get(path).content.decode()


def test_the_trail_says_in_words_what_became_of_a_comment(cast, out):
    comment = factories.regulation_comment(out, cast.unit.organisation, article="2")
    comments.answer(comment, outcome="partly", text="Sửa một phần", by=cast.head)

    (line,) = [each for each in trail(out) if each.reason == "" and len(each.changes) == 3]
    assert [(label, after) for label, _before, after in line.changes] == [
        ("Đơn vị", "Sở A"),
        ("Điều", "2"),
        ("Kết quả tiếp thu", "Tiếp thu một phần"),
    ]

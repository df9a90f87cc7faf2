"""The pages of awards through the client: who gets in, what is said, what is typed stays."""

import pytest
from django.urls import reverse
from django.utils import translation

from awards.models import AwardDecision, Honour, Nomination, Quota
from awards.services import award_decision as award_decisions
from awards.services import nomination as nominations
from clusters.clock import today
from clusters.enums import ExemplarState
from clusters.models import Succession
from tests import factories
from tests.awards import steps
from tests.reading import sheets

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    """Lazy words in a page's context are read after the answer."""
    with translation.override("en"):
        yield


@pytest.fixture
def go(client):
    """Fetch or send as a person: `go(person, "name", pk)` or `go(person, "name", pk, data)`."""

    def walk(person, name, pk=None, data=None, **query):
        client.force_login(person)
        client.cookies["django_language"] = "en"
        url = reverse(name, args=[pk] if pk else [])
        return client.get(url, query) if data is None else client.post(url, data)

    return walk


@pytest.fixture
def issued(approved):
    approved.issued = award_decisions.issue(
        approved.ministry, [approved.nomination], by=approved.official, **steps.paper(on=today())
    )
    return approved


def test_the_year_shows_places_and_nominations(go, proposed):
    page = go(proposed.officer, "nominations", proposed.season.pk)
    places, table = page.context["places"], page.context["table"]
    assert [cell.value for cell in places.rows[0].cells][:4] == ["Flag of the Ministry", 1, 1, 0]
    assert [str(cell.text or cell.value) for cell in table.rows[0].cells][:5] == [
        "Sở A",
        "Flag of the Ministry",
        "1",
        "100.000",
        "Proposed",
    ]
    assert "Nominations are made by the head of the cluster, Sở B." in page.content.decode()
    assert "Only an official in charge of emulation at Bộ Thử nghiệm may do this." in page.content.decode()


def test_the_year_can_be_filtered_and_exported(go, proposed, merit):
    nominations.propose(proposed.season, merit, proposed.placings[1], achievement="Tốt", by=proposed.head)
    answer = go(proposed.officer, "nominations", proposed.season.pk, award=merit.pk, export="xlsx")
    found = sheets(answer)
    assert list(found) == ["places", "nominations"]
    assert [row[0] for row in found["nominations"]] == ["Sở B"]
    assert [row[:4] for row in found["places"]] == [
        ["Flag of the Ministry", 1, 1, 0],
        ["Bằng khen của Bộ", 2, 1, 1],
    ]


def test_the_head_proposes_from_the_sealed_order(go, meeting):
    page = go(meeting.head, "nomination-propose", meeting.season.pk)
    choices = [label for _value, label in page.context["form"].fields["placing"].choices]
    assert choices == ["1. Sở A – 100 points", "2. Sở B – 99 points", "3. Sở C – 98 points"]

    data = {"award": meeting.flag.pk, "placing": meeting.placings[0].pk, "achievement": "Vượt mọi chỉ tiêu"}
    answer = go(meeting.head, "nomination-propose", meeting.season.pk, data)

    assert answer.url == reverse("nomination", args=[Nomination.objects.get().pk])


def test_what_was_typed_stays_when_the_place_has_gone(go, meeting, merit):
    nominations.propose(meeting.season, merit, meeting.placings[0], achievement="Tốt", by=meeting.head)
    data = {"award": merit.pk, "placing": meeting.placings[0].pk, "achievement": "Một đoạn dài"}
    page = go(meeting.head, "nomination-propose", meeting.season.pk, data)
    assert page.context["form"].errors == {"placing": ["Sở A is proposed for this award already."]}
    assert "Một đoạn dài" in page.content.decode()


def test_without_a_free_place_the_page_says_so(go, meeting):
    nominations.propose(meeting.season, meeting.flag, meeting.placings[0], achievement="Tốt", by=meeting.head)
    assert "No place is free." in go(meeting.head, "nomination-propose", meeting.season.pk).content.decode()


def test_the_page_of_a_nomination_shows_the_exemplars_of_the_unit_and_of_what_it_took_over(go, proposed):
    unit = proposed.nomination.participant
    own = factories.exemplar(unit, state=ExemplarState.FOSTERED)
    factories.exemplar(unit, state=ExemplarState.DROPPED)
    factories.exemplar(proposed.season.participants.exclude(pk=unit.pk).first())
    old = factories.participant(factories.season(proposed.season.cluster, year=2019), factories.organisation("Sở cũ"))
    inherited = factories.exemplar(old, state=ExemplarState.REPLICATED)
    Succession.objects.create(organisation=unit.organisation, ancestor=old.organisation)

    page = go(proposed.official, "nomination", proposed.nomination.pk)

    assert page.context["page"].exemplars == [own, inherited]
    assert page.content.decode().count(reverse("exemplar", args=[own.pk])) == 1


def test_the_page_of_a_nomination_offers_what_the_state_leaves_open(go, proposed):
    seen = {
        person: [
            (str(a.label), bool(a.ruling))
            for a in go(person, "nomination", proposed.nomination.pk).context["page"].actions
        ]
        for person in (proposed.official, proposed.head, proposed.officer)
    }
    assert list(seen.values()) == [
        [("Approve", True), ("Return for mending", True), ("Withdraw", False)],
        [("Approve", False), ("Withdraw", True)],
        [("Approve", False), ("Withdraw", False)],
    ]


@pytest.mark.parametrize(
    ("person", "name", "code"),
    [
        ("official", "nomination-approve", 200),
        ("official", "nomination-return", 200),
        ("official", "nomination-withdraw", 403),
        ("official", "nomination-propose-again", 403),
        ("head", "nomination-approve", 403),
        ("head", "nomination-withdraw", 200),
        ("head", "nomination-propose-again", 409),
        ("neighbour", "nomination", 404),
        ("neighbour_official", "nomination-approve", 404),
    ],
)
def test_who_opens_the_page_of_a_deed(go, proposed, person, name, code):
    assert go(getattr(proposed, person), name, proposed.nomination.pk).status_code == code


def test_the_official_approves(go, proposed):
    page = go(proposed.official, "nomination-approve", proposed.nomination.pk)
    answer = go(
        proposed.official, "nomination-approve", proposed.nomination.pk, {"seen": page.context["form"]["seen"].value()}
    )
    assert answer.status_code == 302
    assert Nomination.objects.get().state == "approved"


def test_the_way_of_a_return(go, proposed):
    pk = proposed.nomination.pk
    assert "This field is required." in str(
        go(proposed.official, "nomination-return", pk, {"reason": ""}).context["form"].errors
    )
    assert go(proposed.official, "nomination-return", pk, {"reason": "Thiếu số liệu", "seen": 1}).status_code == 302
    page = go(proposed.head, "nomination-propose-again", pk)
    assert "Thiếu số liệu" in page.content.decode()
    assert "Vượt mọi chỉ tiêu" in page.content.decode()
    assert go(proposed.head, "nomination-propose-again", pk, {"achievement": "Bổ sung", "seen": 2}).status_code == 302
    assert go(proposed.head, "nomination-withdraw", pk, {"reason": "Rút", "seen": 3}).status_code == 302
    assert "The nomination was withdrawn" in go(proposed.officer, "nomination", pk).content.decode()


def test_the_second_writer_sees_both_versions_and_keeps_the_text(go, proposed):
    pk = proposed.nomination.pk
    nominations.return_(proposed.nomination, reason="Thiếu", by=proposed.official)
    page = go(proposed.head, "nomination-propose-again", pk, {"achievement": "Đoạn của tôi", "seen": 1})
    assert ("Summary of achievements", "Đoạn của tôi", "Vượt mọi chỉ tiêu") in [
        (str(label), yours, theirs) for label, yours, theirs in page.context["versions"]
    ]
    assert page.context["form"]["seen"].value() == 2
    assert "Đoạn của tôi" in page.content.decode()


def test_places_are_granted_by_one_decision(go, meeting, merit):
    names = {award: f"places_{award.pk}" for award in (meeting.flag, merit)}
    seen = {f"seen_{award.pk}": 1 for award in (meeting.flag, merit)}
    data = {
        names[meeting.flag]: 2,
        names[merit]: 2,
        "number": "7/QĐ",
        "on": "05/01/2026",
        "abstract": "Phân bổ",
        **seen,
    }
    answer = go(meeting.official, "quota-grant", meeting.season.pk, data)
    assert answer.url == reverse("nominations", args=[meeting.season.pk])
    assert list(Quota.objects.order_by("pk").values_list("places", "version", "basis__number")) == [
        (2, 2, "7/QĐ"),
        (2, 1, merit.quotas.get().basis.number),
    ]


def test_a_grant_says_what_is_missing(go, meeting):
    page = go(meeting.official, "quota-grant", meeting.season.pk, {f"places_{meeting.flag.pk}": 1})
    assert set(page.context["form"].errors) == {"__all__", "number", "on", "abstract"}


def test_a_grant_over_a_colleagues_shows_both(go, meeting):
    key = meeting.flag.pk
    data = {f"places_{key}": 5, f"seen_{key}": 0, "basis": meeting.quota.basis_id}
    page = go(meeting.official, "quota-grant", meeting.season.pk, data)
    assert [(yours, theirs) for _label, yours, theirs in page.context["versions"]] == [(5, 1)]
    again = go(meeting.official, "quota-grant", meeting.season.pk, {**data, f"seen_{key}": 1})
    assert (again.status_code, Quota.objects.get().places) == (302, 5)


@pytest.mark.parametrize(("person", "code"), [("head", 403), ("auditor", 403), ("neighbour_official", 404)])
def test_who_grants_places(go, meeting, person, code):
    assert go(getattr(meeting, person), "quota-grant", meeting.season.pk).status_code == code


def test_the_official_chooses_checks_and_issues(go, approved):
    assert "Sở A" in go(approved.official, "award-decision-issue").content.decode()
    page = go(approved.official, "award-decision-issue", check=1, nominations=approved.nomination.pk)
    assert [row.cells[0].value for row in page.context["table"].rows] == ["Sở A"]

    data = {"nominations": approved.nomination.pk, "authority": approved.ministry.pk, **steps.paper(on="05/01/2026")}
    answer = go(approved.official, "award-decision-issue", None, data)

    issued = AwardDecision.objects.get()
    assert answer.url == reverse("award-decision", args=[issued.pk])
    assert "Sở A" in go(approved.officer, "award-decision", issued.pk).content.decode()


def test_choosing_nothing_is_told(go, approved):
    page = go(approved.official, "award-decision-issue", check=1)
    assert page.context["form"].errors == {"nominations": ["Choose at least one approved nomination."]}


def test_a_decision_without_its_file_is_told_and_keeps_the_rest(go, approved):
    data = {"nominations": approved.nomination.pk, "number": "12/QĐ-BCT", "on": "05/01/2026", "abstract": "Tặng Cờ"}
    page = go(approved.official, "award-decision-issue", None, data)
    assert list(page.context["form"].errors) == ["file"]
    assert [row.cells[0].value for row in page.context["table"].rows] == ["Sở A"]
    assert "12/QĐ-BCT" in page.content.decode()


def test_what_is_decided_higher_up_is_shown_with_the_reason(go, approved):
    approved.flag.level = "government"
    approved.flag.save(update_fields=["level"])
    page = go(approved.official, "award-decision-issue").content.decode()
    assert "is not decided by Bộ Thử nghiệm but at the level “Government”." in page


@pytest.mark.parametrize(("person", "code"), [("officer", 403), ("head", 403), ("auditor", 403), ("official2", 200)])
def test_who_opens_the_desk(go, approved, person, code):
    assert go(getattr(approved, person), "award-decision-issue").status_code == code


def test_the_neighbours_official_finds_nothing_there(go, approved):
    page = go(approved.neighbour_official, "award-decision-issue")
    assert "Sở A" not in page.content.decode()
    data = {"nominations": approved.nomination.pk, **steps.paper(on="05/01/2026")}
    refused = go(approved.neighbour_official, "award-decision-issue", None, data)
    assert list(refused.context["form"].errors) == ["nominations"]
    assert not AwardDecision.objects.exists()


def test_the_file_comes_as_a_download_and_only_to_those_who_see_the_decision(go, issued):
    answer = go(issued.officer, "decision-file", issued.issued.decision_id)
    assert b"".join(answer.streaming_content) == steps.PDF
    assert answer["Content-Disposition"] == 'attachment; filename="quyet-dinh.pdf"'
    assert go(issued.neighbour, "decision-file", issued.issued.decision_id).status_code == 404
    assert go(issued.neighbour, "award-decision", issued.issued.pk).status_code == 404


def test_a_decision_without_a_file_has_no_download(go, meeting):
    bare = factories.award_decision(meeting.ministry)
    assert go(meeting.officer, "decision-file", bare.decision_id).status_code == 404
    assert go(meeting.officer, "award-decision", bare.pk).status_code == 200


def test_decisions_are_listed_to_those_who_see_them(go, issued):
    rows = go(issued.officer, "award-decisions").context["table"].rows
    assert [str(row.cells[0].value) for row in rows] == ["12/QĐ-BCT"]
    assert go(issued.neighbour, "award-decisions").context["table"].rows == []
    assert go(issued.officer, "award-decisions", year=issued.season.year).context["table"].rows == rows
    found = [go(issued.officer, "award-decisions", unit=unit).context["table"].rows for unit in ("so", "khong co")]
    assert found == [rows, []]
    export = sheets(go(issued.officer, "award-decision", issued.issued.pk, export="xlsx"))
    assert export["lines"][0] == ["Sở A", "Cờ thi đua của Bộ", str(issued.season.year)]


def test_a_decided_nomination_leads_to_its_decision(go, issued):
    page = go(issued.officer, "nomination", issued.nomination.pk).content.decode()
    assert reverse("award-decision", args=[issued.issued.pk]) in page
    assert Honour.objects.get().holder_name in page

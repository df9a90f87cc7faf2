"""A cluster passes to another authority by a decision; what the old one ran it keeps reading."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from clusters.enums import Event, Role
from clusters.errors import Conflict, Denied, Invalid
from clusters.models import AuditEntry, Cluster, ClusterTenure, Decision, Notice, Organisation, Report, Season
from clusters.services import tenure
from tests import factories
from tests.reading import as_person, get, post, sheets

DAY = dt.date(2025, 3, 1)
PAPER = {"number": "1/QĐ", "on": DAY, "abstract": "Chuyển giao", "signatory": "", "file": None}
TYPED = {"number": "1/QĐ", "on": "01/03/2025", "abstract": "Chuyển giao", "day": "01/03/2025"}


@pytest.fixture
def heir(cast):
    made = factories.authority("Bộ Kế thừa")
    cast.heir_official = factories.appointed(made, Role.OFFICIAL)
    return made


def _pass_on(cast, to, **fields):
    given = {"on": DAY, "issuer": cast.ministry, "paper": PAPER, "by": cast.official}
    return tenure.pass_on(cast.cluster, to, **{**given, **fields})


def _days(cluster):
    return list(cluster.tenures.order_by("from_on").values_list("organisation", "from_on", "to_on"))


def test_the_new_authority_runs_it_from_the_day_on(cast, heir):
    cluster = _pass_on(cast, heir)

    assert cluster.authority == heir
    assert _days(cluster) == [
        (cast.ministry.pk, factories.LONG_AGO, dt.date(2025, 2, 28)),
        (heir.pk, DAY, None),
    ]
    line = AuditEntry.objects.about(cluster).order_by("-number").first()
    assert (line.event, line.before, line.after["authority"]) == (
        Event.CLUSTER_PASSED_ON,
        {"authority": cast.ministry.name},
        heir.name,
    )


def test_both_authorities_and_the_members_are_told(cast, heir):
    _pass_on(cast, heir)

    told = set(Notice.objects.filter(event=Event.CLUSTER_PASSED_ON).values_list("person", flat=True))
    people = [cast.officer, cast.leader, cast.head, cast.head_leader, cast.deputy, cast.official, cast.official2]
    assert told == {each.pk for each in (*people, cast.heir_official)}


def test_the_old_authority_reads_its_years_and_acts_no_more(cast, heir):
    before = factories.season(cast.cluster, year=2024)
    after = factories.season(cast.cluster, year=2026) if cast.season.year != 2026 else cast.season
    factories.report(factories.participant(before), state="submitted")
    factories.report(factories.participant(after), state="submitted")
    _pass_on(cast, heir)

    seen = Season.objects.visible_to(cast.official)
    assert list(seen.filter(cluster=cast.cluster)) == [before]
    assert set(Report.objects.visible_to(cast.official).values_list("participant__season", flat=True)) == {before.pk}
    assert cast.cluster in Cluster.objects.visible_to(cast.auditor)
    with pytest.raises(Denied):
        _pass_on(cast, cast.ministry, on=dt.date(2025, 4, 1), paper={**PAPER, "number": "2/QĐ"})


def test_the_new_authority_reads_and_acts_for_all_of_it(cast, heir):
    assert not Season.objects.visible_to(cast.heir_official).exists()
    _pass_on(cast, heir)

    assert list(Season.objects.visible_to(cast.heir_official)) == [cast.season]
    back = {"on": dt.date(2025, 4, 1), "paper": {**PAPER, "number": "2/QĐ"}, "issuer": heir}
    assert _pass_on(cast, cast.ministry, by=cast.heir_official, **back).authority == cast.ministry


def test_who_joined_after_its_time_the_old_authority_does_not_see(cast, heir):
    _pass_on(cast, heir)
    late = factories.organisation("Sở Muộn")
    factories.membership(cast.cluster, late, joined_on=DAY)

    seen = set(Organisation.objects.visible_to(cast.official))
    assert {cast.unit.organisation, late} & seen == {cast.unit.organisation}
    assert cast.ministry in Organisation.objects.visible_to(cast.officer)
    assert not {cast.unit.organisation, late} & set(Organisation.objects.visible_to(cast.neighbour_official))


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("day", {"on": dt.date(2999, 1, 1)}),
        ("day", {"on": factories.LONG_AGO}),
        ("to", {"to": "ministry"}),
        ("to", {"to": "unit"}),
        ("to", {"to": "gone"}),
        ("to", {"to": "namesake"}),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(cast, heir, field, fields):
    places = {"ministry": cast.ministry, "unit": cast.unit.organisation, "gone": factories.authority()}
    places["gone"].valid_to = dt.date(2025, 2, 1)
    places["gone"].save()
    places["namesake"] = factories.authority()
    factories.cluster(places["namesake"], name=cast.cluster.name, founded_on=dt.date(2021, 1, 1))
    fields = {**fields}
    to = places[fields.pop("to")] if "to" in fields else heir

    with pytest.raises(Invalid) as told:
        _pass_on(cast, to, **fields)

    assert list(told.value.problems) == [field]
    assert not Decision.objects.filter(number="1/QĐ").exists()


@pytest.mark.parametrize("who", ["officer", "head_leader", "council", "auditor", "neighbour_official", "heir_official"])
def test_only_its_own_official_passes_it_on(cast, heir, who):
    with pytest.raises(Denied):
        _pass_on(cast, heir, by=getattr(cast, who))


def test_an_ended_cluster_is_not_passed_on(cast, heir):
    cast.cluster.ended_on, cast.cluster.ending_decision = dt.date(2999, 1, 1), cast.cluster.founding_decision
    cast.cluster.save()

    with pytest.raises(Conflict):
        _pass_on(cast, heir)


def test_one_authority_at_a_time(cast, heir):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.tenure(cast.cluster, organisation=heir, from_on=DAY)
    assert ClusterTenure.objects.filter(cluster=cast.cluster).count() == 1


def test_passing_on_in_the_browser_offers_the_heir_first(cast, client, heir):
    heir.ancestry.create(ancestor=cast.ministry)
    as_person(client, cast.official)
    form = get(client, "cluster-pass-on", cast.cluster.pk).context["form"]
    assert list(form.fields["to"].queryset) == [heir, cast.elsewhere.cluster.authority]

    answer = post(client, "cluster-pass-on", cast.cluster.pk, to=heir.pk, issuer=cast.ministry.pk, **TYPED)

    assert answer.url == "/clusters/"
    found = sheets(get(as_person(client, cast.heir_official), "cluster", cast.cluster.pk, export="xlsx"))["tenures"]
    assert [(row[0], row[1], row[3]) for row in found] == [
        (cast.ministry.name, factories.LONG_AGO, cast.cluster.founding_decision.number),
        (heir.name, DAY, "1/QĐ"),
    ]


def test_a_bad_day_keeps_what_was_typed(cast, client, heir):
    typed = {**TYPED, "day": "01/01/2999", "to": heir.pk, "issuer": cast.ministry.pk}
    answer = post(as_person(client, cast.official), "cluster-pass-on", cast.cluster.pk, **typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["day"])
    assert 'value="1/QĐ"' in answer.content.decode()

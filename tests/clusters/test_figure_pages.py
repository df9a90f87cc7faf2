"""Citing a figure on the page of its year."""

from decimal import Decimal

import pytest
from django.urls import reverse

from clusters.enums import Event, Phase
from clusters.errors import Denied, Invalid
from clusters.models import AuditEntry, Figure
from clusters.services import figure as deeds
from tests.reading import as_person, get, post

CITED = {
    "label": "Tập thể lao động xuất sắc",
    "value": "1.234,5",
    "unit_of_measure": "tập thể",
    "source": "Báo cáo 12/BC",
    "mark": "secondary",
}


def test_a_figure_of_a_unit_is_cited_with_source_and_mark(client, cast):
    answer = post(as_person(client, cast.official), "figure-cite", cast.season.pk, participant=cast.unit.pk, **CITED)

    figure = Figure.objects.get()
    assert answer.url == reverse("season", args=[cast.season.pk])
    assert (figure.participant, figure.value, figure.out_of, figure.mark, figure.source) == (
        cast.unit,
        Decimal("1234.5"),
        None,
        "secondary",
        "Báo cáo 12/BC",
    )
    entry = AuditEntry.objects.about(cast.season).order_by("-number").first()
    assert (entry.event, entry.actor) == (Event.FIGURE_CITED, cast.official)


def test_a_closed_year_still_takes_figures(client, cast):
    cast.season.phase = Phase.CLOSED
    cast.season.save()
    page = get(as_person(client, cast.official), "season", cast.season.pk).content.decode()

    assert reverse("figure-cite", args=[cast.season.pk]) in page
    assert post(client, "figure-cite", cast.season.pk, **CITED).status_code == 302


def test_the_same_figure_is_cited_once(client, cast):
    as_person(client, cast.official)
    post(client, "figure-cite", cast.season.pk, **CITED)

    again = post(client, "figure-cite", cast.season.pk, **CITED)
    of_a_unit = post(client, "figure-cite", cast.season.pk, participant=cast.unit.pk, **CITED)

    assert (list(again.context["form"].errors), of_a_unit.status_code, Figure.objects.count()) == (["label"], 302, 2)
    with pytest.raises(Invalid):
        deeds.cite(
            cast.season, label=CITED["label"], value=Decimal(1), unit_of_measure="%", source="x", by=cast.official
        )


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("value", "nhiều"),
        ("value", "1,23456"),
        ("value", "9" * 20),
        ("out_of", "x"),
        ("source", " "),
        ("mark", "demo"),
        ("participant", "stranger"),
    ],
)
def test_what_cannot_be_cited_says_where(client, cast, field, typed):
    typed = cast.stranger.pk if typed == "stranger" else typed

    answer = post(as_person(client, cast.official), "figure-cite", cast.season.pk, **{**CITED, field: typed})

    assert (list(answer.context["form"].errors), Figure.objects.count()) == ([field], 0)


@pytest.mark.parametrize("who", ["officer", "head_leader", "auditor", "neighbour_official"])
def test_only_the_authoritys_official_cites(cast, who):
    with pytest.raises(Denied):
        deeds.cite(cast.season, label="x", value=Decimal(1), unit_of_measure="%", source="x", by=getattr(cast, who))

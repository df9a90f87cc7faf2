"""The year of the Ministry of Industry and Trade as a template. Its dates are those of another ministry's circular."""

import datetime as dt

from awards.models import Award
from awards.services import template_quota as places
from clusters import clock
from clusters.enums import MODEL_YEAR, PeriodKind, Phase, Provenance
from clusters.models import Season, SeasonTemplate
from clusters.services import season_template as templates
from clusters.services.period import PeriodLine
from clusters.services.season_template import TemplateSheet
from emulation.demo import cum_vi, founding, moments, organisations, people
from emulation.demo.past_year import FLAG_AND_CERTIFICATES

NAME = "Mẫu năm thi đua của Bộ Công Thương (template of a year)"
# Registration by 15 March, report by 15 December, submission by 28 February stand in the circular (articles 6, 34, 21).
SOURCE = (
    "Mốc 15/3, 15/12, 28/2 theo Thông tư 03/2018/TT-BNG (Bộ Ngoại giao);"
    " dùng cho Bộ Công Thương và các mốc khác là giả định"
)
DUE = {
    Phase.PACT: clock.moment(MODEL_YEAR, 3, 15, 17),
    Phase.SELF_SCORING: clock.moment(MODEL_YEAR, 12, 15, 17),
    Phase.VERIFYING: clock.moment(MODEL_YEAR + 1, 1, 15, 17),
    Phase.MEETING: clock.moment(MODEL_YEAR + 1, 2, 28, 17),
}
LEFT_OUT = {Phase.CROSS_CHECKING: "Cụm, khối không tổ chức chấm chéo (DEMO)."}
PERIODS = (
    PeriodLine(PeriodKind.HALF_YEAR, 1, dt.date(MODEL_YEAR, 6, 1), clock.moment(MODEL_YEAR, 6, 15, 17), 5),
    PeriodLine(PeriodKind.YEAR, 1, dt.date(MODEL_YEAR, 12, 1), clock.moment(MODEL_YEAR, 12, 15, 17)),
)


def is_there() -> bool:
    return SeasonTemplate.objects.exists()


def build() -> None:
    """In force, with the table that its cluster uses and a flag and two certificates for each cluster."""
    by, year = people.account("bct.tdkt1"), Season.objects.filter(cluster=founding.find(cum_vi.NAME))
    last = year.select_related("table__table").order_by("-year")[0]
    table = last.table.table if last.table else None
    basis = "Theo mẫu trình diễn; chưa có quyết định (DEMO)"
    sheet = TemplateSheet(
        name="Năm thi đua của Bộ Công Thương (DEMO)",
        starts_on=dt.date(MODEL_YEAR, 1, 1),
        basis=basis,
        table=table,
        due=DUE,
        left_out=LEFT_OUT,
        periods=PERIODS,
    )
    with moments.on(moments.TOLD_UNTIL):
        made_up = {"mark": Provenance.DEMO, "source": SOURCE}
        template = templates.draft(organisations.find("bct"), sheet, by=by, **made_up)
        given = {Award.objects.get(code=code): number for code, number in FLAG_AND_CERTIFICATES.items()}
        places.set_places(template, given, by=by)
        templates.put_in_force(template, by=by)

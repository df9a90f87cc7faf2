"""What the members of a cluster do, pay for and praise together, and waits for the person: all of it in one query."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clusters import clock, writing
from clusters.enums import (
    OPEN_MOVEMENT,
    UNIT_ROLES,
    ActivityState,
    MovementLevel,
    MovementPraiseState,
    Phase,
    ProgrammeState,
    Role,
)
from clusters.models import (
    Activity,
    ActivityUnit,
    ContributionClosing,
    Headship,
    Movement,
    MovementPraise,
    Participant,
    ProgrammePartner,
    Succession,
)
from clusters.queries import contribution as contributions
from emulation.queries.task.values import Task


class Line(NamedTuple):
    """One row of the union: which task, the row it is about, its title, the unit, the mark, the day, an amount."""

    which: str
    row: int
    named: str
    whose: str
    marked: str
    day: Any
    amount: Any

    def task(self, what: str, url: str, verb: str, *, due: bool = False) -> Task:
        """As the page shows it; `due` at the end of its day."""
        by = clock.moment(self.day.year, self.day.month, self.day.day, 23, 59) if due else None
        return Task(self.which, what, url, verb, unit=self.whose, due=by, note=self.named, mark=self.marked)


NO_DAY, NO_AMOUNT = Cast(Value(None), DateField()), Cast(Value(None), BigIntegerField())


def tasks(user) -> Iterator[Task]:
    """Programmes, activities, contributions and movements that wait for the person's own units; one query."""
    parts = [each(user) for each in (_programmes, _activities, _results, _contributions, _praise, _reviews)]
    for line in map(Line._make, parts[0].union(*parts[1:], all=True).order_by("which", "day", "row")):
        yield SHOWN[line.which](line)


def _programmes(user) -> QuerySet[Any, Any]:
    asked = ProgrammePartner.objects.filter(_own(user), programme__state=ProgrammeState.DRAFT, confirms__isnull=True)
    return _columns(asked, "programme_answer", "programme__title", _name("organisation"), "programme__mark")


def _activities(user) -> QuerySet[Any, Any]:
    """Planned, not over, and the unit has said neither yes nor no."""
    said = ActivityUnit.objects.filter(activity=OuterRef("season__activities"), participant=OuterRef("pk"))
    waiting = Participant.objects.of(user).filter(
        ~Exists(said),
        season__activities__state=ActivityState.PLANNED,
        season__activities__ends_on__gte=clock.today(),
        left_on__isnull=True,
    )
    found, there = waiting.exclude(season__phase=Phase.CLOSED), "season__activities__"
    words = (f"{there}title", _name("organisation"), f"{there}mark")
    return _columns(found, "activity_answer", *words, row=f"{there}pk", day=F(f"{there}starts_on"))


def _results(user) -> QuerySet[Any, Any]:
    """Over, but what was done is not entered: for the host and for those who lead the year."""
    leads = Headship.objects.current().held_by(user).filter(season=OuterRef("season"))
    over = Activity.objects.filter(
        Exists(leads) | _own(user, "host__organisation"), state=ActivityState.PLANNED, ends_on__lt=clock.today()
    )
    return _columns(over.exclude(season__phase=Phase.CLOSED), "activity_result", "title", Value(""), "mark")


def _contributions(user) -> QuerySet[Any, Any]:
    """Not paid in full, while year and account are open."""
    closed = ContributionClosing.objects.standing().filter(season=OuterRef("season"))
    owing = contributions.with_standing(Participant.objects.of(user).staying()).filter(~Exists(closed), left__gt=0)
    plan = "season__contribution_plan__"
    words = ("season__cluster__name", _name("organisation"), f"{plan}mark")
    found = owing.exclude(season__phase=Phase.CLOSED)
    return _columns(found, "contribution", *words, row="season", day=F(f"{plan}due_on"), amount=F("left"))


def _praise(user) -> QuerySet[Any, Any]:
    """Proposals that the launcher has not answered, but those of the unit that the person works for."""
    own = _own(user, "response__organisation", UNIT_ROLES)
    open_now = MovementPraise.objects.filter(~own, state=MovementPraiseState.PROPOSED)
    here = open_now.filter(response__movement=OuterRef("pk")).order_by().values("response__movement")
    count = Subquery(here.annotate(n=Count("pk")).values("n"), output_field=BigIntegerField())
    found = Movement.objects.filter(_launching(user), Exists(open_now.filter(response__movement=OuterRef("pk"))))
    return _columns(found, "movement_praise", "name", Value(""), "mark", amount=count)


def _reviews(user) -> QuerySet[Any, Any]:
    """Movements whose time is over and that no final review has closed."""
    found = Movement.objects.filter(_launching(user), state__in=OPEN_MOVEMENT, ends_on__lt=clock.today())
    return _columns(found, "movement_review", "name", Value(""), "mark", day=F("ends_on"))


def _columns(found, which: str, named: str, whose, mark: str, *, row="pk", day=NO_DAY, amount=NO_AMOUNT):
    said: dict[str, Any] = {"which": Value(which), "row": F(row), "named": _text(named), "whose": _text(whose)}
    said |= {"marked": _text(mark), "day": day, "amount": amount}
    return found.order_by().annotate(**said).values_list(*Line._fields)


def _text(what: Any) -> Cast:
    return Cast(F(what) if isinstance(what, str) else what, CharField())


def _name(to: str) -> Any:
    """The unit's name in the reader's language, where it has one there."""
    if get_language() != "en":
        return F(f"{to}__name")
    return Case(When(**{f"{to}__name_en": "", "then": F(f"{to}__name")}), default=F(f"{to}__name_en"))


def _own(user, body: str = "organisation", roles=UNIT_ROLES) -> Exists:
    return Exists(Succession.objects.held_by(user, roles).filter(ancestor=OuterRef(body)))


def _launching(user) -> Q:
    """The officials of the authority that launched it, or the people of the head of today."""
    heads = Headship.objects.current().heads().held_by(user).filter(season=OuterRef("head__season"))
    return (_own(user, "authority", [Role.OFFICIAL]) & ~Q(level=MovementLevel.HEAD)) | Exists(heads)


def _programme(line: Line) -> Task:
    what = _("Say whether your unit joins the coordination programme")
    return line.task(what, reverse("programme-answer", args=[line.row]), _("Answer"))


def _activity(line: Line) -> Task:
    what = _("Say whether your unit takes part in the activity")
    return line.task(what, reverse("activity-join", args=[line.row]), _("Answer"), due=True)


def _result(line: Line) -> Task:
    what = _("Enter what was done at the activity")
    return line.task(what, reverse("activity-report", args=[line.row]), _("Enter the result"))


def _contribution(line: Line) -> Task:
    amount = writing.number(line.amount)
    what = _("Pay the contribution to the costs of the cluster: {amount} đồng").format(amount=amount)
    return line.task(what, reverse("season-contributions", args=[line.row]), _("See the account"), due=True)


def _proposals(line: Line) -> Task:
    what = _("Answer the proposals of praise in the movement: {count}").format(count=line.amount)
    url = reverse("movement-praises", args=[line.row]) + f"?state={MovementPraiseState.PROPOSED}"
    return line.task(what, url, _("Answer"))


def _review(line: Line) -> Task:
    what = _("The movement ended on {day}; record its final review").format(day=writing.day(line.day))
    return line.task(what, reverse("movement-review", args=[line.row]), _("Record the review"))


SHOWN: dict[str, Callable[[Line], Task]] = {
    "programme_answer": _programme,
    "activity_answer": _activity,
    "activity_result": _result,
    "contribution": _contribution,
    "movement_praise": _proposals,
    "movement_review": _review,
}

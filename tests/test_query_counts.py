"""What each page asks of the database: one number for few rows and for many, never more than fifteen.

Each page is read in a small world and again when that has grown. Everything that it lists must have grown meanwhile, so
that no page passes on an empty table. The session, the signed-in person and the transaction are not counted.
"""

import re
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from tests import crowd
from tests import world as worlds
from tests.conftest import UNHURRIED, people
from tests.counting import Asked, Lists, listed
from tests.people import signed_in
from tests.test_access import THINGS, names

MOST = 15
MANY = 4
FORMS_OF_DEEDS = ("notices-read", "season-advance", "table-publish", "table-copy", "pact-agree", "assessment-accept")
FORMS_OF_PROOFS = ("waiver-drop", "example-drop")
FORMS_OF_REPORTS = ("report-sign", "report-submit", "report-accept", "report-evidence-remove")
FORMS_OF_DRAFTS = ("table-check", "table-settings", "grading-check", "grading-clause")
DOWNLOADS = ("decision-file", "evidence-file", "standing-manifest", "table-workbook", "table-template")
FORMS = ("day-remove", *FORMS_OF_DEEDS, *FORMS_OF_DRAFTS, *FORMS_OF_PROOFS, *FORMS_OF_REPORTS)
NOT_PAGES = {"health", "health-ready", "set_language", *FORMS, *DOWNLOADS}

# address(what stands in it, where `THINGS` has another)?query · who asks · how many queries · the lists that grow
# with the world: tables by name, trail, list, rows and files; `:name` are the choices of a form; = stands still.
TABLE = """
home                                 officer   9 task-list
home                                 leader    9 task-list
home                                 head      9 task-list
home                                 deputy    9 task-list
home                                 official  9 task-list
home                                 council   9 task-list
home                                 auditor   9 task-list
home                                 heir      9 task-list
dashboard                            official 14 :year :cluster facts clusters targets members ranks awards honours
dashboard?export=xlsx                official 12 clusters targets members ranks awards honours
dashboard-season(submitted)          official 13 targets members ranks awards honours figures =clusters
dashboard-season(submitted)?export=xlsx official 10 targets members ranks awards honours figures =clusters
dashboard-rows?measure=units         official  5 rows
dashboard-rows?measure=sent          official  5 rows
dashboard-rows?measure=on_time       official  5 rows
dashboard-rows?measure=late          official  5 rows
dashboard-rows?measure=returned      official  5 rows
dashboard-rows?measure=overdue       official  5 rows
dashboard-rows?measure=due           official  5 rows
dashboard-rows?measure=promised&criterion={leaf.pk} official  7 rows
dashboard-rows?measure=target&criterion={leaf.pk} official  7 rows
dashboard-rows?measure=reported&criterion={leaf.pk} official  7 rows
dashboard-rows?measure=result&criterion={leaf.pk} official  7 rows
dashboard-rows?measure=achieved&criterion={leaf.pk} official  7 rows
dashboard-rows?measure=met&criterion={leaf.pk} official  7 rows
dashboard-rows?measure=unverified&criterion={leaf.pk} official  7 rows
dashboard-rows?measure=places        official  6 rows
dashboard-rows?measure=taken         official  6 rows
dashboard-rows?measure=decided       official  6 rows
dashboard-rows?measure=honours       official  5 rows
dashboard-rows?measure=clusters      official  4 rows
dashboard-rows?measure=late_clusters official  5 rows
dashboard-rows?measure=units&export=xlsx official  3 rows
search?q=dong                        official 10 clusters organisations seasons decisions nominations honours movements
search?q=dong                        officer  10 clusters organisations seasons decisions nominations honours movements
search?q=dong&part=reports           official  3 reports
notices                              officer   4 task-list
notices                              official  4 task-list
organisations                        official  4 organisations
organisations?q=dong&ever=on&export=xlsx official  2 organisations
organisations                        officer   4 organisations
organisation                         official  9 memberships years predecessors successors =people
organisation                         officer   9 memberships years predecessors successors trail people
organisation(authority)              official  11 people =memberships =years =predecessors =successors
organisation(subordinate)            official  12 people =memberships =years =predecessors =successors
organisation?export=xlsx             officer   6 memberships years predecessors successors people
organisation-register                official  4 :parent
organisation-change                  official  4
organisation-succeed                 official  7 :predecessors :issuer
people                               official  4 people :organisation
people                               officer   4 people
people?export=xlsx                   official  1 people
person-register                      official  4
person-appoint                       official  4
appointment-end                      official  4
decision                             official  9 effects trail
decision?export=xlsx                 official  6 effects
clusters                             official  5 clusters
clusters                             officer   5 clusters
clusters?export=xlsx                 official  2 clusters
cluster-found                        official  6 :authority :members
cluster                              official  8 years members trail
cluster                              officer   8 years members
cluster?export=xlsx                  official  4 years members
cluster-join                         official  6 :member :decision
cluster-leave                        official  5 :membership
season-open                          official  9 :table :head :deputy list
seasons                              official  7 :year seasons
seasons                              officer   7 :year seasons
seasons?export=xlsx                  official  4 seasons
season                               official 13 participants headships figures trail
season                               officer  13 participants headships figures trail
season                               head     13 participants headships figures trail
season(verifying)                    head     15 participants headships figures trail
season                               heir     13 facts participants headships figures trail
season(submitted)                    official 12 participants headships figures trail
season(meeting)                      official 14 participants headships figures trail
season?export=xlsx                   official 11 participants headships figures
season-skip                          official  5
season-deadlines                     official  5
season-headship                      official  5 :participant
season-table                         official  5 :table
participant-extend                   official  5 list
participant-extend                   head      7 list
figure-cite                          official  5 :participant
season-facts                         officer   9 facts single-facts trail
season-facts                         official  9 facts single-facts :participant trail
season-facts                         head     10 facts single-facts :participant trail
season-facts                         deputy   12 facts single-facts trail
season-facts?export=xlsx             official  6 facts single-facts
tables                               official  4 tables
tables?export=xlsx                   official  2 tables
table-draft                          official  5 :authority
table-begin                          official  5 :authority
table-import                         official  4
table-write                          official  6 criteria =manual
table-grading                        official  5 =manual
table                                official 11 criteria uses trail =grades =sanctions =tie-breakers
table                                officer  10 criteria uses =grades =sanctions =tie-breakers
table(table_draft)                   official 10 criteria trail =uses
table?export=xlsx                    official  5 criteria uses =grades =sanctions =tie-breakers
season-comparison                    official 12 comparison :with :unit =apart =only-then
season-comparison                    officer  12 comparison :with :unit =apart =only-then
season-comparison?export=xlsx        official 10 comparison =apart =only-then
table-waive                          official  7
table-matching                       official  9 matching left-old left-new :with fields rows
table-matching?export=xlsx           official  6 matching left-old left-new
table-rehearsal(table_odd)?season={submitted.pk} official 14 rehearsal moves without dropped :season =misfits
table-rehearsal(table_odd)?season={submitted.pk}&export=xlsx official 12 rehearsal moves without dropped =misfits
table-examples                       official  7 examples
table-examples                       officer   7 examples
table-examples?export=xlsx           official  4 examples
example-add                          official  6 rows fields
example                              official  6 example
example?export=xlsx                  official  3 example
example-change                       official  6 rows fields
movement-launch                      official  6 :authority :scope
days                                 officer   5 :year days
days                                 official  5 :year days
days?export=xlsx                     official  3 days
day-add                              official  3
days-paste                           official  3
day                                  official  5 trail
movements                            official  4 movements
movements?export=xlsx                official  2 movements
movement                             official  6 list scope trail
movement?export=xlsx                 official  2 scope
pact                                 officer  11 common-targets targets signatures trail
pact                                 head     10 common-targets targets signatures trail
pact                                 heir     11 common-targets targets signatures trail
pact(signing)                        heir     12 common-targets targets signatures trail
pact(signing)                        head     11 common-targets targets signatures trail
pact?export=xlsx                     head      7 common-targets targets signatures
pact-edit                            head      5 rows fields :common-#-comparison
pact-targets                         officer   7 fields
pact-reopen(signing)                 head      4
pact-sign(signing)                   leader    6
pact-sign(signing)                   heir      6 :participant
reports                              head     12 reports
reports                              officer  12 reports
reports                              heir     12 reports
reports?export=xlsx                  head     10 reports
supplied                             official 12 supplied
supplied                             officer  11 supplied
supply                               official 12 rows fields
report                               officer  14 results evidence submissions trail files
report(accepted)                     head     15 results evidence submissions trail files
report(sent)                         deputy   15 results evidence submissions trail files
report?export=xlsx                   officer  10 results evidence submissions
report-edit                          officer  12 rows fields files
report-costs                         officer   8 costs
report-costs?export=xlsx             officer   6 costs
report-what-if                       officer  11 rows fields
report-check                         officer  14 check
report-check                         leader   14 check
report-check?export=xlsx             officer   9 check
report-return                        deputy    5
report-evidence-add                  officer   6 files
receipt                              officer   2 receipt
assessment                           head     12 rows fields files
assessment                           officer  10 rows files
assessment?export=xlsx               head      9 assessment
why                                  head     11 list files
why                                  officer  11 list files
account                              head     15 files facts
account?export=xlsx                  officer  14 account
minutes                              officer   5 facts
minutes?export=xlsx                  officer   4 account
ranking                              head     13 ranking points list
ranking                              officer  14 ranking points list
ranking?export=xlsx                  head     10 ranking points why-grade
ranking(tied)                        head     13 ranking list =points
ranking(tied)                        officer  14 ranking list =points
ranking(tied)?export=xlsx            head     10 ranking why-grade =points
ranking-tie                          head     13 fields :place_#
ranking-tie                          official 14 fields :place_#
ranking-grade                        head     13 :given
ranking-grade                        official 14 :given
ranking-seal                         head     13 ranking
standing(sealing)                    head      8 standing list sealed-points trail
standing(sealing)                    official  8 standing list sealed-points trail
standing(sealing)?export=xlsx        head      3 standing sealed-points why-grade
standing-replace(sealing)            official 14 ranking list :report :criterion
nominations                          head     11 places :award nominations
nominations                          official 11 places :award nominations
nominations?export=xlsx              head      3 places nominations
nomination                           head      9 trail
nomination                           official 15 trail
nomination(approved)                 official 11 trail
nomination(returned)                 head      9 trail
nomination-propose                   head     10 places :award :placing
nomination-approve                   official 12
nomination-return                    official 10
nomination-withdraw                  head      6
nomination-propose-again(returned)   head      8
quota-grant                          official  7 rows fields :basis
award-decisions                      official  6 award-decisions files
award-decisions?export=xlsx          official  3 award-decisions
award-decision                       official  5 lines trail
award-decision                       officer   5 lines
award-decision?export=xlsx           official  2 lines
award-decision-issue?authority={authority.pk} official  8 :nominations list
award-decision-issue?authority={authority.pk}&check={ready} official  7 chosen
honours                              official  8 :award :organisation :season honours
honours                              officer   8 :award :organisation :season honours
honours?export=xlsx                  official  2 honours
"""


class Page(NamedTuple):
    """One line of the table."""

    name: str
    things: tuple[str, ...]
    query: str
    person: str
    asked: int
    grows: set[str]
    still: set[str]

    @classmethod
    def of(cls, line: str) -> "Page":
        address, person, asked, *lists = line.split()
        name, things, query = re.fullmatch(r"([\w-]+)(?:\((\w+)\))?(\?.*)?", address).groups()
        still = {each.removeprefix("=") for each in lists if each.startswith("=")}
        things = (things,) if things else THINGS.get(name, ())
        return cls(name, things, query or "", person, int(asked), {each for each in lists if each[0] != "="}, still)

    def __str__(self) -> str:
        return f"{self.name}{'-'.join(('', *self.things))}{self.query}-{self.person}"


PAGES = [Page.of(line) for line in TABLE.strip().splitlines()]


class Few(NamedTuple):
    """How a page was before the world grew."""

    asked: int
    lists: Lists


class Stage(SimpleNamespace):
    """The world with a browser for each person; what a request does is rolled back."""

    def visit(self, page: Page):
        path = reverse(page.name, args=[getattr(self.world, thing).pk for thing in page.things])
        with override_settings(MEDIA_ROOT=self.files), transaction.atomic():
            answer = self.clients[page.person].get(path + page.query.format(**vars(self.world)))
            transaction.set_rollback(True)
        assert answer.status_code == 200
        return answer

    def look(self, page: Page) -> Few:
        with Asked() as asked:
            answer = self.visit(page)
        return Few(len(asked.statements), listed(answer))


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, tmp_path_factory):
    """The pages as they were in the small world, and the world grown."""
    files = tmp_path_factory.mktemp("files")
    settings = override_settings(MEDIA_ROOT=files, **UNHURRIED)
    with django_db_blocker.unblock(), settings, transaction.atomic():
        cast = people()
        world = worlds.build(cast)
        crowd.prepare(world, cast)
        crowd.grow(world, cast, 1)
        clients = {person: signed_in(getattr(cast, person)) for person in {page.person for page in PAGES}}
        stage = Stage(world=world, clients=clients, files=files)
        stage.few = {str(page): stage.look(page) for page in PAGES}
        crowd.grow(world, cast, MANY - 1)
        yield stage
        transaction.set_rollback(True)


def test_every_address_has_its_line():
    counted = {page.name for page in PAGES}
    assert counted | NOT_PAGES == set(names())
    assert not counted & NOT_PAGES


def test_no_page_asks_for_too_much():
    assert [str(page) for page in PAGES if page.asked > MOST] == []


@pytest.mark.django_db
@pytest.mark.parametrize("line", PAGES, ids=str)
def test_a_page_asks_the_same_for_few_rows_and_for_many(stage, line, count_queries):
    few = stage.few[str(line)]
    with count_queries(line.asked):
        many = listed(stage.visit(line))
    assert few.asked == line.asked
    assert _grown(few.lists, many) == line.grows
    assert many.tables - line.grows == line.still


def _grown(few: Lists, many: Lists) -> set[str]:
    """The lists that showed something before and show four at least and more now."""
    return {name for name, now in many.sizes.items() if now >= MANY and now > few.sizes[name] > 0}

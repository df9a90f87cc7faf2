"""House rules that no linter knows: pairs, states, drawings, migrations, translations."""

import gettext
import io
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import CheckConstraint

from awards import enums as award_enums
from clusters import enums
from tests import source, states, translations

MODELS = [model for app in ("clusters", "awards") for model in apps.get_app_config(app).get_models()]
NULLABLE_PAIRS = [
    (model, field.name)
    for model in MODELS
    for field in model._meta.get_fields()
    if field.name.endswith("_at") and getattr(field, "null", False) and hasattr(model, field.name[:-3] + "_by")
]


@pytest.mark.parametrize(("model", "at"), NULLABLE_PAIRS, ids=lambda x: getattr(x, "__name__", x))
def test_who_and_when_are_whole_together(model, at):
    by = at[:-3] + "_by"
    conditions = [str(c.condition) for c in model._meta.constraints if isinstance(c, CheckConstraint)]
    assert any(f"{at}__isnull" in c and f"{by}__isnull" in c for c in conditions)


def test_there_are_pairs_to_look_at():
    assert len(NULLABLE_PAIRS) >= 7


@pytest.mark.parametrize(("states_enum", "moves"), states.TABLES.values(), ids=list(states.TABLES))
def test_every_state_has_its_line_and_every_goal_is_a_state(states_enum, moves):
    assert set(moves) == set(states_enum)
    assert {goal for goals in moves.values() for goal in goals} <= set(states_enum)


@pytest.mark.parametrize(("states_enum", "moves"), states.TABLES.values(), ids=list(states.TABLES))
def test_every_state_can_be_reached(states_enum, moves):
    first, *rest = list(states_enum)
    reached = {first}
    while grown := {goal for state in reached for goal in moves[state]} - reached:
        reached |= grown
    assert reached == {first, *rest}


def test_every_enum_of_states_has_a_table():
    named = {cls for module in (enums, award_enums) for cls in vars(module).values() if isinstance(cls, type)}
    stateful = {cls.__name__ for cls in named if cls.__name__.endswith("State") or cls.__name__ == "Phase"}
    assert stateful - {"NoticeState"} == {states_enum.__name__ for states_enum, _moves in states.TABLES.values()}


def test_drawings_equal_the_tables():
    page = (source.ROOT / "docs" / "states.md").read_text()
    for name, (states_enum, moves) in states.TABLES.items():
        assert states.drawing(states_enum, moves) in page, f"redraw {name}: python -m tests.states > docs/states.md"


@pytest.mark.parametrize("name", ["season", "report"])
def test_the_readme_draws_the_same(name):
    assert states.drawing(*states.TABLES[name]) in (source.ROOT / "README.md").read_text()


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0, stdout=io.StringIO())


def test_every_text_has_its_vietnamese():
    with (source.ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)._catalog
    missing = sorted(
        text for text in translations.asked_for() if not catalogue.get(text) and (text, 0) not in catalogue
    )
    assert missing == []


def test_translations_keep_their_placeholders():
    with (source.ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)._catalog
    names = re.compile(r"%\((\w+)\)|\{(\w+)[^}]*\}")
    wrong = {
        key: text
        for key, text in catalogue.items()
        if isinstance(key, str) and key and set(names.findall(key)) != set(names.findall(text))
    }
    assert wrong == {}


def test_the_catalogue_is_compiled_from_its_source():
    folder = source.ROOT / "locale" / "vi" / "LC_MESSAGES"
    text = (folder / "django.po").read_text()
    assert "#, fuzzy" not in text
    with (folder / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)._catalog
    string = r'"((?:[^"\\]|\\.)*)"'
    singles = re.findall(rf"^(?:msgctxt {string}\n)?msgid {string}\nmsgstr {string}$", text, re.M)
    pairs = {_plain(f"{context}\x04{key}" if context else key): _plain(value) for context, key, value in singles if key}
    assert {key: catalogue.get(key) for key in pairs} == pairs


def _plain(text: str) -> str:
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def test_templates_name_only_templates_that_exist():
    names = {str(path.relative_to(source.ROOT / "templates")) for path in source.templates()}
    for path in source.templates():
        asked = set(re.findall(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""", path.read_text()))
        assert {name for name in asked if name.split("/")[0] not in ("admin", "bootstrap5")} - names == set(), path.name


POSTS = re.compile(r"{%\s*(?:action|form_page|csrf_token)\b")
INCLUDE = re.compile(r"""{%\s*include\s+["']([^"']+)["']([^%]*)%}""")


def _posts(name: str, texts: dict[str, str], seen: frozenset[str] = frozenset()) -> bool:
    """Whether the template draws a form that posts, itself or by what it includes."""
    text, seen = texts.get(name, ""), seen | {name}
    inner = {included for included, _rest in INCLUDE.findall(text)} - seen
    return bool(POSTS.search(text)) or any(_posts(each, texts, seen) for each in inner)


def test_a_form_that_is_included_alone_is_given_its_token():
    """What is included with `only` knows no token of its own; without it the browser's post is refused, which a test
    client does not notice."""
    texts = {str(path.relative_to(source.ROOT / "templates")): path.read_text() for path in source.templates()}
    without = [
        f"{name} includes {included}"
        for name, text in texts.items()
        for included, rest in INCLUDE.findall(text)
        if rest.split()[-1:] == ["only"] and "csrf_token=csrf_token" not in rest and _posts(included, texts)
    ]
    assert without == []


def test_settings_keep_nothing_of_this_machine():
    # In a worktree .git is a file, which is nobody's text.
    files = [
        *(path for path in source.ROOT.glob("*.*") if path.name != ".git"),
        source.ROOT / ".ci" / "run",
        *(source.ROOT / "docs").rglob("*.md"),
    ]
    for path in files:
        if path.is_file() and path.suffix != ".pyc":
            assert re.findall(r"/root/|/work/|pypi\.org|registry\.npmjs", path.read_text(errors="ignore")) == [], path


def test_languages_are_the_two():
    assert [code for code, _name in settings.LANGUAGES] == ["vi", "en"]

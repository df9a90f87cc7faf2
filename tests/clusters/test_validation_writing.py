"""All validation rules of a draft written as one text, in the browser as a grid."""

import json

import pytest
from django.urls import reverse
from django.utils import translation

from clusters import validating
from clusters.queries import validation_draft as drafts
from clusters.queries import validation_rule as queries
from clusters.services import validation_rule as deeds
from clusters.validating import Method, Validation, ValidationRule
from tests import factories

RULE = ValidationRule(
    "K1", validating.read_expression("[I.1]"), "le", validating.read_expression("100"), "error", "Không quá 100"
)
HEAD = "Mã\tVế trái\tQuan hệ"


@pytest.fixture
def draft(cast):
    version = factories.scoring_table(cast.ministry, published=False)
    version.validation = validating.as_json(Validation((RULE,), Method()))
    version.save()
    return version


@pytest.fixture
def post(client, cast):
    def posted(name, draft, **data):
        client.force_login(cast.official)
        return client.post(reverse(name, args=[draft.pk]), data)

    return posted


def stated(draft):
    draft.refresh_from_db()
    return {each.code: queries.stated(each) for each in queries.of_version(draft).rules}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_text_of_a_draft_reads_back_as_the_same(draft, language):
    with translation.override(language):
        text = drafts.text_of(queries.of_version(draft).rules)

    assert drafts.read(text).reading.rules == (RULE,)


def test_the_text_becomes_the_rules_and_the_comparison_stays(draft, post):
    text = "K1\t[I.1]\t≤\t90\t\tlỗi\tKhông quá 90\n\t[II.1]\t>=\t1\t\twarning\tCần giải trình"
    answer = post("validation-write", draft, rules=text, seen=queries.fingerprint(draft))

    assert answer.url == reverse("table", args=[draft.pk])
    assert stated(draft) == {"K1": "[I.1] ≤ 90", "K2": "[II.1] ≥ 1"}
    assert queries.of_version(draft).outliers == Method()


def test_of_which_reports_a_rule_speaks_stands_in_its_last_cell(draft, post):
    line = "K2\t[I.2]\t≤\t90\t\tlỗi\tx\t\t"
    wrong = json.loads(post("validation-check", draft, rules=f"{line}Hằng tuần").content)["problems"]
    open_ = json.loads(post("validation-check", draft, rules=f"{line}Hằng quý").content)["problems"]
    assert [(each["line"], each["column"]) for each in (*wrong, *open_)] == [(1, 8), (1, 1)]

    draft.criteria.filter(code="I.2").update(reported="quarter")
    post("validation-write", draft, rules=f"{line}Each quarter", seen=queries.fingerprint(draft))
    draft.refresh_from_db()
    assert [each.reported for each in queries.of_version(draft).rules] == ["quarter"]


def test_a_line_that_cannot_be_read_is_named_and_the_text_is_kept(draft, post):
    text = "K1\t[I.1]\t≤\t90\t\tlỗi\tx\nK2\t[I.1\t≤\t90\t\tlỗi\tx"
    page = post("validation-write", draft, rules=text, seen="")

    assert page.context["form"].texts() == {"rules": text}
    assert [(each.line, each.column) for each in page.context["preview"].unread] == [(2, 1)]
    assert stated(draft) == {"K1": "[I.1] ≤ 100"}


def test_the_second_writer_sees_both_versions(cast, draft, post):
    seen = queries.fingerprint(draft)
    deeds.drop(draft, "K1", by=cast.official2)
    page = post("validation-write", draft, rules="K1\t[I.1]\t≤\t90\t\tlỗi\tx", seen=seen)

    assert [each[0::2] for each in page.context["versions"]] == [("K1", "")]
    assert stated(draft) == {}


def test_the_check_names_what_the_table_lacks_at_its_cell(draft, post):
    text = "Code\tLeft side\nK1\t[IX.9]\t≤\t90\t\tlỗi\tx"
    answer = json.loads(post("validation-check", draft, rules=text, rows="on").content)

    assert [(each["line"], each["column"]) for each in answer["problems"]] == [(2, 1)]
    assert answer["rows"] == {"rules": [["K1", "[IX.9]", "≤", "90", "", "lỗi", "x"]]}
    assert stated(draft) == {"K1": "[I.1] ≤ 100"}


@pytest.mark.parametrize("column", ["1", "", "99"])
def test_beside_a_cell_stands_what_a_rule_can_name(draft, post, column):
    answer = json.loads(post("validation-cell", draft, column=column).content)

    assert "<code>[I.1]</code>" in answer["html"]

"""A receipt, made from what was frozen at the sending and from nothing else."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext as _

from clusters import canonical, explanations, numbers, writing
from clusters.enums import Blank, Provenance
from clusters.models import Submission
from clusters.scoring import NO_CASE_INPUT, Reason
from clusters.tables import Cell, Column, Row, Table

_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def for_page(user) -> QuerySet[Submission]:
    """Visible ones with the names that the paper bears."""
    related = ("report__participant__organisation", "report__participant__season__cluster__authority", "submitted_by")
    return Submission.objects.visible_to(user).select_related(*related)


def page(submission: Submission, found: list[Table]) -> dict[str, Any]:
    """`is_true`: the stored content still gives the stored hash."""
    content = submission.content
    return {
        "submission": submission,
        "content": in_words(content),
        "totals": {name: Decimal(content[name]) for name in ("core", "bonus", "penalty", "total")},
        "is_true": is_true(submission),
        "files": sum(len(line["evidence"]) for line in content["lines"]),
        "season": submission.report.participant.season,
        "marks": marked(content),
        "tables": found,
    }


def is_true(submission: Submission) -> bool:
    """Whether the stored content still gives the stored hash."""
    return canonical.sha256(submission.content) == submission.content_hash


def table(submission: Submission) -> Table:
    """Line by line, as sent; the reasons in the reader's language."""
    columns = [
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("target", _("Target"), "number", sortable=False),
        Column("result", _("Result"), sortable=False),
        Column("points", _("Self-score"), "points", sortable=False, spot="figure"),
        Column("why", _("Why these points"), sortable=False, spot="line"),
        Column("evidence", _("Evidence"), "number", sortable=False),
    ]
    rows = [_row(in_words(line)) for line in submission.content["lines"]]
    return Table("receipt", _("What was sent"), columns, rows)


def tables(submission: Submission) -> list[Table]:
    """Line by line; below it what was explained, and each cited file, where there is any."""
    content = submission.content
    said = [
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("about", _("Blank or warning"), sortable=False, spot="line"),
        Column("explanation", _("Explanation"), sortable=False, spot="line"),
    ]
    words = Table("explained", _("Explanations"), said, [Row(each) for each in explained(content)], export=False)
    return [table(submission), *(each for each in (words, cited(content)) if each.rows)]


def cited(content: Mapping[str, Any]) -> Table:
    """Each file that a sending cites, of a year or of a period."""
    columns = [
        Column("criterion", _("Criterion"), sortable=False, spot="name"),
        Column("file", _("File"), sortable=False, spot="line"),
        Column("pages", _("Pages"), sortable=False),
        Column("remark", pgettext("of evidence", "Remark"), sortable=False, spot="line"),
        Column("hash", _("SHA-256 begins"), sortable=False),
    ]
    files = [Row([*each[:4], each[4][:12]]) for each in proofs(content)]
    return Table("cited", _("Cited evidence"), columns, files, export=False)


def explained(content: Mapping[str, Any]) -> list[list[str]]:
    """Criteria, what was to be explained, and what the unit said: blanks, then warnings. What was frozen before the
    words of warnings were has their codes."""
    blanks = [
        [line["code"], str(Blank(line["blank"]).label), line["note"]] for line in content["lines"] if line.get("blank")
    ]
    if "findings" not in content:
        keys = content.get("explained", {}).items()
        return [*blanks, *([key.partition(":")[2], _("Warning"), text] for key, text in keys)]
    found = [in_words(each) for each in content["findings"]]
    return [*blanks, *([", ".join(e["criteria"]), f"{e['words']} ({e['numbers']})", e["text"]] for e in found)]


def proofs(content: Mapping[str, Any]) -> list[list[str]]:
    """Each cited file: criterion, name, pages, remark, hash. A line of a period without any has no such list."""
    return [
        [line["code"], proof["name"], proof.get("pages", ""), _remark(proof), proof["sha256"]]
        for line in content["lines"]
        for proof in line.get("evidence", ())
    ]


def _remark(proof: Mapping[str, Any]) -> str:
    virus = _("a virus was found in it: it does not count as evidence") if proof.get("infected") else ""
    return " – ".join(filter(None, [proof.get("remark", ""), virus]))


def in_words(frozen: Mapping[str, Any]) -> dict[str, Any]:
    """The content or one line of it with the words of the reader's language, as far as they were frozen."""
    said = dict(frozen.get("en", {})) if get_language() == "en" else {}
    if "inputs" in said:
        said["inputs"] = {**frozen["inputs"], **said["inputs"]}
    return {**frozen, **said}


def _row(line: dict[str, Any]) -> Row:
    reasons = "; ".join(explanations.explain(Reason.from_json(reason)) for reason in line["reasons"])
    target = _target(line)
    name = f"{line['code']}. {line['text']}"
    tone = "strong" if line["is_group"] else ""
    promised, proofs = Cell(target, text=line.get("target_said")), len(line["evidence"]) or None
    return Row([name, promised, result(line), Decimal(line["points"]), reasons, proofs], tone=tone)


def _target(line: dict[str, Any]) -> Decimal | None:
    return None if line["target"] is None else _bare(Decimal(line["target"]))


def marked(content: Mapping[str, Any]) -> str:
    """What the figures are where they were not simply entered: DEMO, from memory."""
    return ", ".join(str(Provenance(mark).label) for mark in content.get("marks", ()))


def target_of(line: dict[str, Any]) -> str:
    """The target in words, '' where there is none; what was frozen before targets had words has its number."""
    target = _target(line)
    return line.get("target_said") or ("" if target is None else writing.number(target))


def _bare(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def result(line: Mapping[str, Any]) -> str:
    """The inputs as they were stored: numbers and days in the reader's form, yes and no in words."""
    if line["inputs"].get(NO_CASE_INPUT.name):
        return gettext(NO_CASE_INPUT.label)
    given = line["inputs"].values()
    between = " – " if any(_DAY.fullmatch(str(value)) for value in given) else " / "
    said = between.join(_said(value) for value in given)
    return f"{said} {line['counted_in']}".strip() if said else ""


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(_said(each) for each in value)
    text = str(value)
    if _DAY.fullmatch(text):
        return writing.day(dt.date.fromisoformat(text))
    return numbers.format(Decimal(text)) if text.replace(".", "", 1).lstrip("-").isdecimal() else text

"""Validation rules of a draft, and from when on a figure is an outlier: kept with the version, locked with it."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from clusters import audit, validating
from clusters.enums import Event
from clusters.errors import Conflict, Invalid, Stale
from clusters.models import ScoringTableVersion, User
from clusters.policies import scoring_table as policy
from clusters.queries import scoring as scores
from clusters.queries import validation_rule as queries
from clusters.services.scoring_table import locked
from clusters.validating import Fault, Method, Validation, ValidationRule, outliers
from clusters.validating.rules import next_code

NEW = ""


@transaction.atomic
def keep(version: ScoringTableVersion, rule: ValidationRule, *, by: User, seen: str = "") -> ScoringTableVersion:
    """Write the rule anew under its code, or as a new one (without a code) behind the others.

    Raises Invalid by part for a rule that cannot be asked, Stale where a colleague changed the rules since `seen`.
    """
    version = _held(version, by, seen)
    standing = queries.of_version(version)
    rule = replace(rule, code=rule.code or next_code(each.code for each in standing.rules))
    faults = validating.faults(rule, queries.known(scores.table_of(version)[1]))
    problems = {fault.part: queries.in_words(fault) for fault in faults}
    if not rule.message.strip():
        problems["message"] = _("Write what people read when the rule does not hold.")
    if problems:
        raise Invalid(problems)
    rules = [rule if each.code == rule.code else each for each in standing.rules]
    if rule not in rules:
        rules.append(rule)
    return _write(version, standing, standing._replace(rules=tuple(rules)), by)


@transaction.atomic
def write(version: ScoringTableVersion, validation: Validation, *, by: User, seen: str = "") -> ScoringTableVersion:
    """Replace all of it; a draft may name figures that it does not have yet. Raises Stale as `keep` does."""
    version = _held(version, by, seen)
    standing = queries.of_version(version)
    return version if validation == standing else _write(version, standing, validation, by)


@transaction.atomic
def write_rules(
    version: ScoringTableVersion, rules: tuple[ValidationRule, ...], *, by: User, seen: str = ""
) -> ScoringTableVersion:
    """Replace the rules only; how figures are compared with the years before stays."""
    version = locked(version)
    return write(version, queries.of_version(version)._replace(rules=rules), by=by, seen=seen)


@transaction.atomic
def drop(version: ScoringTableVersion, code: str, *, by: User) -> ScoringTableVersion:
    """Take a rule away."""
    version = _held(version, by, "")
    standing = queries.of_version(version)
    rules = tuple(each for each in standing.rules if each.code != code)
    if len(rules) == len(standing.rules):
        raise Conflict(_("The rule was taken away already."))
    return _write(version, standing, standing._replace(rules=rules), by)


@transaction.atomic
def compare(version: ScoringTableVersion, method: Method | None, *, by: User, seen: str = "") -> ScoringTableVersion:
    """Say how figures are compared with the years before; None, that they are not."""
    version = _held(version, by, seen)
    standing = queries.of_version(version)
    problems = {part: queries.in_words(Fault(code, part)) for part, code in (outliers.faults(method) if method else ())}
    if problems:
        raise Invalid(problems)
    return _write(version, standing, standing._replace(outliers=method), by)


def _held(version: ScoringTableVersion, by: User, seen: str) -> ScoringTableVersion:
    version = locked(version)
    policy.may_change_table(by, version).require()
    now = queries.fingerprint(version)
    if seen and seen != now:
        said = _("A colleague changed the validation rules of this draft in the meantime.")
        raise Stale(said, theirs={"validation": version.validation}, seen=now)
    return version


def _write(version: ScoringTableVersion, before: Validation, after: Validation, by: User) -> ScoringTableVersion:
    version.validation = validating.as_json(after)
    version.save(update_fields=["validation"])
    texts = [{rule.code: queries.in_a_line(rule) for rule in each.rules} for each in (before, after)]
    for each, text in zip((before, after), texts, strict=True):
        if each.outliers:
            text["outliers"] = "; ".join(f"{name} {value}" for name, value in each.outliers._asdict().items())
    old, new = ({k: v for k, v in text.items() if texts[0].get(k) != texts[1].get(k)} for text in texts)
    audit.record(Event.TABLE_VALIDATION_CHANGED, version, by=by, before=old, after=new)
    return version

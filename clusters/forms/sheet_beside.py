"""What stands beside a line of a sheet, as HTML: the time before, who has it, what is found, what colleagues wrote."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from clusters import writing
from clusters.queries.finding import Found
from clusters.queries.period_figures import PeriodFigure
from clusters.queries.sheet import Beside, Last, Part
from clusters.table_html import esc

ICON = writing.icon


def small(words: object) -> str:
    return f'<span class="cell-note">{esc(words)}</span>' if words else ""


def before(when: str, beside: Beside) -> str:
    """The year before or its same period, which is `when`, and the other periods of the year."""
    return "".join((*(_last(when, each) for each in beside.last), *map(_period, beside.periods)))


def parts(beside: Beside) -> str:
    """The colleagues who are to fill the line in."""
    return "".join(map(_part, beside.parts))


def found(each: Iterable[Found]) -> str:
    """What the checks find at a line, with the numbers and what was said about it."""
    return "".join(map(_found, each))


def _last(when: str, last: Last) -> str:
    points = ""
    if last.points is not None:
        points = f" · {esc(_('{points} points').format(points=writing.points(last.points)))}"
    body = f" {esc(last.unit)}" if last.unit else ""
    return (
        f'<span class="cell-note">{esc(when)}{body}: <strong>{esc(last.words or writing.NONE)}</strong>{points}</span>'
    )


def _period(each: PeriodFigure) -> str:
    if not each.words:
        return ""
    waits = "" if each.is_sent else f" ({esc(_('not sent in'))})"
    return f'<span class="cell-note">{esc(each.label)}: <strong>{esc(each.words)}</strong>{waits}</span>'


def _part(part: Part) -> str:
    tone = "tone-warn" if part.is_overdue else "tone-neutral"
    due = _("by {moment}").format(moment=writing.moment(part.due_at))
    return f'<span class="sheet-part {tone}">{ICON("person")}{esc(part.assignee)}, {esc(due)}</span>'


def returned(beside: Beside) -> str:
    """Why the line was returned, and what was said to it."""
    reason = beside.returned
    if reason is None:
        return ""
    returned, answered = _("Returned:"), _("Answer:")
    answer = small(f"{answered} {reason.answer}") if reason.answer else ""
    said = f"<strong>{esc(returned)}</strong> {esc(reason.text)}"
    return f'<p class="sheet-versions">{ICON("return")} {said}{answer}</p>'


def _found(each: Found) -> str:
    tone, sign = ("tone-bad", "x-circle") if each.is_error else ("tone-warn", "warning")
    said = ""
    if each.said and each.is_explained:
        explained = _("Explained: {text}").format(text=each.said.text)
        tone, sign, said = "tone-neutral", "check", small(explained)
    return f'<p class="sheet-found {tone}">{ICON(sign)} {esc(each.words)} – {esc(each.numbers)}{said}</p>'


def disputes(versions: Iterable[tuple[str, str, str]]) -> str:
    """What a colleague wrote first, beside what is not saved."""
    sentence = esc(_("Yours, not saved: {yours}. {who}: {theirs}."))
    said = [
        sentence.format(yours=f"<strong>{esc(yours)}</strong>", who=esc(who), theirs=f"<strong>{esc(theirs)}</strong>")
        for who, yours, theirs in versions
    ]
    return "".join(f'<p class="sheet-versions">{ICON("people")} {each}</p>' for each in said)

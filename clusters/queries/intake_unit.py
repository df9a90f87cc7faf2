"""Rows of units, judged: what each would do, in the order in which they can be carried out."""

from collections import defaultdict

from clusters import clock, vietnamese
from clusters.enums import IntakeReason, IntakeVerdict
from clusters.imports.intake import Line, Reason, key_of, reason
from clusters.imports.intake_layout import UNIT_COLUMNS
from clusters.queries.intake_known import Body, Known
from clusters.queries.intake_row import Judged, refused

# The state is not deeper; whoever needs more than this has a mistake in the file.
MOST_LEVELS = 8
LABELS = {column.key: column.label for column in UNIT_COLUMNS}


class UnitJudge:
    """Each row is judged when all rows that it may hang on are: a superior may stand further down."""

    def __init__(self, lines: list[Line], known: Known) -> None:
        self.lines, self.known = lines, known
        self.judged: dict[int, Judged] = {}
        self.named: dict[str, list[Line]] = defaultdict(list)
        self.taken: dict[tuple, int] = {}
        for line in lines:
            self.named[vietnamese.search_key(line.said["name"])].append(line)

    def judge(self) -> list[Judged]:
        """In the order of judging: superiors before those beneath them."""
        waiting = self.lines
        for _level in range(MOST_LEVELS):
            waiting = [line for line in waiting if not self._settle(line)]
        for line in waiting:
            self.judged[line.number] = refused(line, reason(IntakeReason.CIRCLE, most=MOST_LEVELS))
        return list(self.judged.values())

    def refused_row(self, name: str, but: int = 0) -> int:
        """The row of a body of that name that was refused; 0 where there is none."""
        rows = (line.number for line in self.named.get(vietnamese.search_key(name), ()))
        return next((each for each in rows if each != but and self.judged[each].verdict == IntakeVerdict.REFUSED), 0)

    def _settle(self, line: Line) -> bool:
        above = self.named.get(vietnamese.search_key(line.said["parent"]), ()) if line.said["parent"] else ()
        above = [each for each in above if each.number != line.number]
        if any(each.number not in self.judged for each in above):
            return False
        self.judged[line.number] = self._judged(line)
        return True

    def _judged(self, line: Line) -> Judged:
        parent = self._parent(line)
        if isinstance(parent, Reason):
            return refused(line, parent)
        if line.reasons:
            return refused(line)
        twin = self._twin(line, parent)
        if twin:
            return refused(line, reason(IntakeReason.TWICE, row=twin))
        standing = self._standing(line, parent)
        return self._beside(line, parent, standing) if standing else self._new(line, parent)

    def _parent(self, line: Line) -> Body | Reason:
        """The body that the row names above it, or why there is none; without a name the authority itself."""
        text = line.said["parent"]
        if not text:
            return self.known.bodies.by_key[self.known.authority.pk]
        found = self.known.bodies.called(text)
        if len(found) == 1:
            return found[0]
        if found:
            return reason(IntakeReason.AMBIGUOUS_PARENT, text=text)
        if key_of(text) == key_of(line.said["name"]):
            return reason(IntakeReason.CIRCLE, most=MOST_LEVELS)
        row = self.refused_row(text, but=line.number)
        if row:
            return reason(IntakeReason.REFUSED_PARENT, text=text, row=row)
        if text in self.known.seen:
            return reason(IntakeReason.OUTSIDE, text=text, authority=self.known.authority.name)
        return reason(IntakeReason.UNKNOWN_PARENT, text=text)

    def _twin(self, line: Line, parent: Body) -> int:
        """An earlier row of the same body."""
        name = key_of(line.said["name"])
        keys = [(name, parent.means), *([(name, line.said["valid_from"])] if line.said["valid_from"] else [])]
        first = min((self.taken[key] for key in keys if key in self.taken), default=0)
        for key in keys:
            self.taken.setdefault(key, line.number)
        return first

    def _standing(self, line: Line, parent: Body) -> Body | None:
        """The body that the row means, where it is there already; an ended one only by its very first day."""
        own = [each for each in self.known.bodies.exact.get(key_of(line.said["name"]), ()) if not each.row]
        own = [each for each in own if each.parent == parent.key]
        same = [each for each in own if each.valid_from == line.said["valid_from"]]
        today = clock.today()
        lasting = [each for each in own if each.valid_to is None or each.valid_to >= today]
        return next(iter([*same, *lasting]), None)

    def _beside(self, line: Line, parent: Body, body: Body) -> Judged:
        said, reasons = line.said, []
        if said["kind"] and said["kind"] != body.kind:
            reasons.append(reason(IntakeReason.OTHER_KIND, kind=body.kind))
        if said["valid_from"] and said["valid_from"] != body.valid_from:
            reasons.append(reason(IntakeReason.OTHER_DAY, day=body.valid_from))
        changes = bool(said["province"]) and key_of(said["province"]) != key_of(body.province)
        if changes and not self.known.keeps(body):
            reasons.append(reason(IntakeReason.NOT_KEPT, text=parent.name))
        if reasons:
            return refused(line, *reasons)
        remarks = [reason(IntakeReason.ENDED, day=body.valid_to)] if body.valid_to else []
        if changes:
            remarks.append(reason(IntakeReason.PROVINCE, before=body.province or "–", after=said["province"]))
        verdict = IntakeVerdict.CHANGED if changes else IntakeVerdict.STANDING
        return Judged(line, verdict, tuple(remarks), parent, (parent.means, body.means))

    def _new(self, line: Line, parent: Body) -> Judged:
        said = line.said
        missing = [reason(IntakeReason.MISSING, column=LABELS[key]) for key in ("kind", "valid_from") if not said[key]]
        if not self.known.may_register_beneath(parent):
            missing.append(reason(IntakeReason.NOT_KEPT, text=parent.name))
        if (said["name"], said["valid_from"]) in self.known.elsewhere:
            missing.append(reason(IntakeReason.TAKEN))
        if missing:
            return refused(line, *missing)
        remarks = self._alike(line, parent)
        place = (said["kind"], parent.key, said["province"], said["valid_from"], None)
        self.known.bodies.add(Body(0, line.number, said["name"], *place, is_authority=False, is_unit=True))
        return Judged(line, IntakeVerdict.NEW, remarks, parent, (parent.means,))

    def _alike(self, line: Line, parent: Body) -> tuple[Reason, ...]:
        """A name that differs in marks only is more often a slip than another body."""
        found = self.known.bodies.alike.get(vietnamese.search_key(line.said["name"]), ())
        near = next((each for each in found if each.parent == parent.key), None)
        return (reason(IntakeReason.ALIKE, text=near.name),) if near else ()

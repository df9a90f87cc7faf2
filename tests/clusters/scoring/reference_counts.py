"""The second scoring of what is answered, chosen, counted or judged."""

from tests.clusters.scoring.reference_case import NOTHING, Rule, any_number, from_nothing, kept, number, whole

COUNTED = {"count": whole}


def _yes_no(case):
    return case.most if case.values["answer"] else NOTHING


def _count(case):
    times = case.figure("count")
    if case.given.get("most_times") is not None:
        times = min(times, case.amount("most_times"))
    return min(case.most, times * case.amount("points_each"))


def _deduction(case):
    return kept(case.most, case.figure("count") * case.amount("per_case"), case.amount("floor", "0"))


def _penalty(case):
    return case.most - kept(case.most, case.figure("count") * case.amount("per_case"))


def _level(case):
    return next(level for level in case.given["levels"] if level["name"] == case.values["level"])


def _judged(case):
    return min(case.most, case.figure("points"))


def _judged_from(given):
    least = number(given.get("least") or "0")
    return {"points": lambda value: any_number(value) and value >= least}


RULES = {
    "yes_no": Rule(lambda given: {"answer": lambda value: isinstance(value, bool)}, _yes_no),
    "count": Rule(lambda given: COUNTED, _count),
    "deduction": Rule(lambda given: COUNTED, _deduction),
    "penalty_per_case": Rule(lambda given: COUNTED, _penalty),
    "choice": Rule(
        lambda given: {"level": lambda value: value in [level["name"] for level in given["levels"]]},
        lambda case: min(case.most, number(_level(case)["points"])),
        lambda case: _level(case).get("effect", ""),
    ),
    "judged": Rule(_judged_from, _judged),
    # The tests' own, whose points and effect are simply given.
    "stated": Rule(lambda given: {"points": from_nothing}, _judged, lambda case: case.values.get("effect") or ""),
}

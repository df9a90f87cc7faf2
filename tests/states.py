"""The tables of allowed moves and the drawings docs/states.md must show; `python -m tests.states` redraws them."""

import os
import re

import django

TABLES: dict = {}


def _load() -> None:
    """The phases of a season first; then each `…State` with its `…_MOVES`, by name."""
    from awards import enums as awards
    from clusters import enums as clusters

    TABLES["season"] = (clusters.Phase, clusters.PHASE_MOVES)
    choices = {**vars(clusters), **vars(awards)}
    for name in sorted(choices):
        noun = re.sub(r"(?<!^)(?=[A-Z])", "_", name.removesuffix("State"))
        if name.endswith("State") and f"{noun.upper()}_MOVES" in choices:
            TABLES[noun.replace("_", " ").lower()] = (choices[name], choices[f"{noun.upper()}_MOVES"])


def drawing(states, moves) -> str:
    """A Mermaid state diagram in the order of the enum. Of a season's jumps only the next phase is drawn as a line."""
    ordered = list(states)
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {ordered[0].value}"]
    forward_only = all(set(moves[state]) == set(ordered[i + 1 :]) for i, state in enumerate(ordered))
    for index, state in enumerate(ordered):
        goals = ordered[index + 1 : index + 2] if forward_only else [goal for goal in ordered if goal in moves[state]]
        lines += [f"    {state.value} --> {goal.value}" for goal in goals]
        if not moves[state]:
            lines.append(f"    {state.value} --> [*]")
    return "\n".join([*lines, "```"])


def page() -> str:
    """The whole of docs/states.md."""
    parts = [
        "# States",
        "Drawn from the tables in `clusters/enums/` and `awards/enums.py` by `python -m tests.states`; "
        "a test holds them equal.",
    ]
    for name, (states, moves) in TABLES.items():
        parts += [f"## {name.capitalize()}", drawing(states, moves)]
        parts.append("\n".join(f"- `{state.value}` – {state.label}" for state in states))
    parts.append(
        "A season only goes forward. The line leads to the next phase; phases in between that were skipped with a "
        "reason are passed over."
    )
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emulation.settings")
    django.setup()
    from django.utils import translation

    _load()
    with translation.override("en"):
        print(page(), end="")  # noqa: T201 - this is a command
else:
    _load()

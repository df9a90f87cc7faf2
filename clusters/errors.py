"""The two refusals, and the one that carries two versions. Their text is a sentence for the person refused."""


class Refusal(Exception):
    """A deed that was not done; `str()` of it is shown to the person as it stands, `status` goes with the answer."""

    status = 400


class Denied(Refusal):
    """This person may not do this at all."""

    status = 403


class Conflict(Refusal):
    """Not at this moment, or not in this state."""

    status = 409


class Stale(Conflict):
    """Somebody else wrote first.

    `theirs` maps the name of each field in dispute to the value that stands now, so that the page can show both
    versions; `seen` is the version to write against if the person insists.
    """

    def __init__(self, message: str, *, theirs: dict[str, object], seen: int | str | dict) -> None:
        super().__init__(message)
        self.theirs = theirs
        self.seen = seen


class Invalid(Refusal):
    """Input that a service cannot take; `problems` maps field names to sentences that say how to mend them."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems

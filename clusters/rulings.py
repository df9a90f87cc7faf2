"""The answer of a policy: a boolean with a sentence for the person, and the refusal that it turns into."""

from collections.abc import Callable
from dataclasses import dataclass

from clusters.errors import Conflict, Denied, Refusal


@dataclass(frozen=True)
class Ruling:
    """Truthy when allowed. `reason` is the sentence shown beside a disabled button and on the page of a refusal."""

    reason: str = ""
    error: type[Refusal] = Denied

    def __bool__(self) -> bool:
        return not self.reason

    def require(self) -> None:
        """Raise the refusal unless allowed."""
        if self.reason:
            raise self.error(self.reason)


ALLOWED = Ruling()


def denied(reason: object) -> Ruling:
    """This person may not (403)."""
    return Ruling(str(reason), Denied)


def not_now(reason: object) -> Ruling:
    """Not at this moment or in this state (409)."""
    return Ruling(str(reason), Conflict)


def first_refusal(*rules: Callable[[], Ruling]) -> Ruling:
    """Ask in order, who before when; the first refusal stands."""
    for rule in rules:
        ruling = rule()
        if not ruling:
            return ruling
    return ALLOWED

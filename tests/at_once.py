"""Deeds done at the same moment, each in a thread with a connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections

from clusters.errors import Refusal


def race(*deeds: Callable[[], Any]) -> list[Any]:
    """What each deed gave back, or the refusal it met, in the order of the deeds; any other error is raised."""
    start, outcomes = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int) -> None:
        start.wait()
        try:
            outcomes[place] = deeds[place]()
        except Exception as error:
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for wrong in outcomes:
        if isinstance(wrong, Exception) and not isinstance(wrong, Refusal):
            raise wrong
    return outcomes


def became(outcomes: list[Any]) -> list[str]:
    """What became of each, in the order of the words: done, or the name of the refusal."""
    return sorted(type(each).__name__ if isinstance(each, Refusal) else "done" for each in outcomes)


def at_once(deed: Callable[[Any], Any], *each: Any) -> list[str]:
    """The names of what became of one deed that several people do, or that is done to several things."""
    return became(race(*[lambda one=one: deed(one) for one in each]))

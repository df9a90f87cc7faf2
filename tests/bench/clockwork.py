"""How the bench measures and says it."""

import sys
import time
from collections.abc import Callable
from statistics import median

ROUNDS = 25


def cpu(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of several rounds, in seconds of one core."""
    work()
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return median(times)


def line(name: str, seconds: float, ratio: float, more: str = "") -> None:
    """A name, a time and what it is of the floor."""
    shown = f"{seconds * 1000:9.2f} ms" if seconds < 1 else f"{seconds:9.2f} s "
    say(f"{name:58}{shown}{ratio:9.1f}×  {more}".rstrip())


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()

"""How a state looks: one tone and one icon per slug. The words come from the state's own label."""

# tone: neutral | info | active | good | warn | bad | gold
FACES: dict[str, tuple[str, str]] = {
    # reports, pacts, scoring tables
    "draft": ("neutral", "pencil"),
    "signing": ("active", "pen"),
    "signed": ("info", "pen"),
    "submitted": ("active", "send"),
    "returned": ("warn", "return"),
    "accepted": ("good", "check-circle"),
    "published": ("good", "check-circle"),
    "sealed": ("gold", "lock"),
    # operating regulations
    "consulting": ("active", "people"),
    "adopted": ("good", "check-circle"),
    "partly": ("warn", "check"),
    "over": ("warn", "warning"),
    "not_accepted": ("neutral", "x-circle"),
    # nominations and awards
    "proposed": ("active", "flag"),
    "approved": ("info", "check"),
    "decided": ("gold", "award"),
    "consolidated": ("gold", "lock"),
    "struck": ("neutral", "dash-circle"),
    "withdrawn": ("neutral", "dash-circle"),
    "issued": ("gold", "award"),
    # head and deputy
    "elected": ("good", "check-circle"),
    "given": ("active", "send"),
    "received": ("good", "check-circle"),
    # exemplars
    "identified": ("info", "search"),
    "fostered": ("active", "people"),
    "summarised": ("good", "check"),
    "replicated": ("gold", "diagram"),
    "dropped": ("neutral", "dash-circle"),
    # movements and the answers to them
    "launched": ("active", "flag"),
    "reviewed": ("info", "clipboard-check"),
    "unanswered": ("neutral", "circle"),
    "answered": ("info", "check"),
    "reporting": ("active", "graph"),
    "finished": ("good", "check-circle"),
    "taken_up": ("good", "check-circle"),
    "declined": ("neutral", "dash-circle"),
    # phases of a season
    "preparing": ("neutral", "gear"),
    "pact": ("info", "pen"),
    "running": ("active", "graph"),
    "self_scoring": ("active", "pencil"),
    "cross_checking": ("active", "people"),
    "verifying": ("active", "search"),
    "meeting": ("active", "people"),
    "closed": ("neutral", "lock"),
    # templates of a year
    "in_force": ("good", "check-circle"),
    "retired": ("neutral", "lock"),
    # meetings
    "planned": ("neutral", "calendar"),
    "called": ("info", "send"),
    "made": ("active", "flag"),
    "held": ("good", "check-circle"),
    "followed": ("info", "hourglass"),
    "settled": ("good", "check-circle"),
    "cancelled": ("neutral", "x-circle"),
    # workbooks of units and posts, and their rows
    "checked": ("info", "search"),
    "carried_out": ("good", "check-circle"),
    "discarded": ("neutral", "x-circle"),
    "new": ("good", "plus"),
    "standing": ("neutral", "check"),
    "changed": ("warn", "pencil"),
    "refused": ("bad", "x-circle"),
    # notices
    "queued": ("neutral", "hourglass"),
    "sent": ("good", "check"),
    "failed": ("bad", "x-circle"),
    # time and completeness
    "open": ("active", "dot"),
    "agreed": ("good", "check-circle"),
    "ended": ("neutral", "lock"),
    "todo": ("neutral", "circle"),
    "done": ("good", "check-circle"),
    "current": ("active", "dot"),
    "skipped": ("neutral", "skip"),
    "on_time": ("good", "check-circle"),
    "due": ("active", "clock"),
    "soon": ("warn", "hourglass"),
    "late": ("warn", "clock"),
    "overdue": ("bad", "warning"),
    "missing": ("bad", "x-circle"),
    "waiting": ("info", "hourglass"),
    "not_scanned": ("neutral", "circle"),
    "clean": ("good", "check-circle"),
    "infected": ("bad", "x-circle"),
    "taken_down": ("bad", "x-circle"),
    "met": ("good", "check-circle"),
    "not_met": ("bad", "x-circle"),
    "yes": ("good", "check"),
    "no": ("neutral", "x"),
}
ICON_OF_TONE = {
    "neutral": "circle",
    "info": "info",
    "active": "dot",
    "good": "check-circle",
    "warn": "warning",
    "bad": "x-circle",
    "gold": "star",
}


def face(value: object, tone: str = "") -> tuple[str, str]:
    """Tone and icon of a state's slug; a tone given by hand wins and brings its own icon for unknown slugs."""
    known = FACES.get(str(value))
    chosen = tone or (known[0] if known else "neutral")
    return chosen, known[1] if known else ICON_OF_TONE.get(chosen, "circle")

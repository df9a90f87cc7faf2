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
    # nominations and awards
    "proposed": ("active", "flag"),
    "approved": ("info", "check"),
    "decided": ("gold", "award"),
    "withdrawn": ("neutral", "dash-circle"),
    "issued": ("gold", "award"),
    # phases of a season
    "preparing": ("neutral", "gear"),
    "pact": ("info", "pen"),
    "running": ("active", "graph"),
    "self_scoring": ("active", "pencil"),
    "cross_checking": ("active", "people"),
    "verifying": ("active", "search"),
    "meeting": ("active", "people"),
    "closed": ("neutral", "lock"),
    # notices
    "queued": ("neutral", "hourglass"),
    "sent": ("good", "check"),
    "failed": ("bad", "x-circle"),
    # time and completeness
    "open": ("active", "dot"),
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

"""The titles and forms of commendation of the law, from dated data."""

import datetime as dt
import json
from pathlib import Path

from django.core.management.base import BaseCommand

from awards.services import award as awards

CATALOGUE = Path(__file__).resolve().parents[2] / "data" / "catalogue.json"


class Command(BaseCommand):
    help = "Enter the awards of the law that are not in the catalogue yet; what is there is never changed."

    def handle(self, *args, **options) -> None:
        entries = json.loads(CATALOGUE.read_text(encoding="utf-8"))
        made = [entry["code"] for entry in entries if awards.define(**_dated(entry))]
        if options["verbosity"]:
            self.stdout.write(f"{len(made)} / {len(entries)}")


def _dated(entry: dict) -> dict:
    return {**entry, "valid_from": dt.date.fromisoformat(entry["valid_from"])}

"""Everything between a fresh copy and a running product: migrate, catalogue, demonstration data, server."""

import os
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Prepare the database and start the web server with its worker."

    def handle(self, *args, **options) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_catalogue", verbosity=0)
        if settings.DEMO:
            call_command("load_demo")
        address = f"http://{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}/"
        self.stdout.write(self.style.SUCCESS(f"\nReady at {address}\n"))
        self.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", "python:emulation.server"])

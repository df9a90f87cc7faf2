"""The demonstration: five real systems with their sources, and a running year made up around the day of loading."""

import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from clusters import clock
from clusters.models import Organisation
from emulation.demo import moments, organisations, people
from emulation.demo.systems import SYSTEMS, load


class Command(BaseCommand):
    help = "Nạp dữ liệu trình diễn (DEMO). Loads the demonstration data; safe to repeat, changes nothing that is there."

    def handle(self, *args, **options) -> None:
        self._refuse_elsewhere()
        call_command("load_catalogue", verbosity=0)
        for system in SYSTEMS:
            started = time.perf_counter()
            if load(system):
                self.stdout.write(f"  + {system.name} ({time.perf_counter() - started:.1f} s)")
        self._list_accounts()

    def _refuse_elsewhere(self) -> None:
        """The demonstration is a world of its own: not among real data, and not before the events that it tells."""
        if not organisations.is_there() and Organisation.objects.exists():
            raise CommandError("Cơ sở dữ liệu đã có tổ chức. The database holds organisations: use an empty one.")
        if clock.today() < moments.TOLD_UNTIL:
            day = f"{moments.TOLD_UNTIL:%d/%m/%Y}"
            raise CommandError(f"Đồng hồ máy chưa tới {day}. The machine's clock stands before {day}: set it right.")

    def _list_accounts(self) -> None:
        lines = people.write_list()
        self.stdout.write(f"\nTài khoản trình diễn, mật khẩu chung (demo accounts, one password): {people.PASSWORD}")
        for line in lines:
            self.stdout.write(f"  {line['username']:<18} {line['post']}")

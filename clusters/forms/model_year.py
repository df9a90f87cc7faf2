"""Days of a template as people write them: 15/12 of the year that begins, or of the next."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clusters import clock
from clusters.enums import MODEL_YEAR

WHICH = [("0", _("of the year")), ("1", _("of the next year"))]
DAY_OF_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})")
TIME_OF_DAY = re.compile(r"(\d{1,2}):(\d{2})")


class DayWidget(forms.MultiWidget):
    """The day as text, and beside it which year it is of."""

    use_fieldset = False

    def __init__(self) -> None:
        text = forms.TextInput(attrs={"autocomplete": "off", "class": "form-control"})
        which = forms.Select(choices=WHICH, attrs={"aria-label": _("Which year"), "class": "form-select"})
        super().__init__([text, which], attrs={"class": "form-control"})

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_

    def decompress(self, value: Any) -> list[str]:
        if isinstance(value, dt.datetime):
            local = value.astimezone(clock.ZONE)
            return [f"{local:%H:%M %d/%m}", str(local.year - MODEL_YEAR)]
        return [f"{value:%d/%m}", str(value.year - MODEL_YEAR)] if value else ["", "0"]


class ModelDayField(forms.MultiValueField):
    """A day of the model year or the next; None when left empty."""

    widget = DayWidget
    default_error_messages = {"invalid": _("Write the day as 15/12.")}

    def __init__(self, **kwargs: Any) -> None:
        parts = [forms.CharField(required=False, max_length=20), forms.ChoiceField(choices=WHICH, required=False)]
        super().__init__(fields=parts, **{"require_all_fields": False, "required": False, **kwargs})

    def compress(self, data_list: list[str]) -> dt.date | None:
        text, which = [*data_list, "", ""][:2]
        return self.read(text.strip(), MODEL_YEAR + int(which or 0)) if text.strip() else None

    def read(self, text: str, year: int) -> Any:
        """The day meant by the text."""
        found = DAY_OF_YEAR.fullmatch(text)
        try:
            return dt.date(year, int(found[2]), int(found[1])) if found else self._refuse()
        except ValueError:
            return self._refuse()

    def _refuse(self) -> None:
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class ModelMomentField(ModelDayField):
    """`17:00 15/12`, or a day alone, which means its last minute."""

    default_error_messages = {"invalid": _("Write the moment as 17:00 15/12, or the day alone as 15/12.")}

    def read(self, text: str, year: int) -> Any:
        time, rest = TIME_OF_DAY.search(text), TIME_OF_DAY.sub("", text).strip()
        day = super().read(rest, year)
        try:
            at = dt.time(int(time[1]), int(time[2])) if time else dt.time(23, 59)
        except ValueError:
            return self._refuse()
        return dt.datetime.combine(day, at, tzinfo=clock.ZONE)

"""Sentences of a service or a policy put beside the fields they speak of."""

from django import forms

from clusters.errors import Denied, Invalid
from clusters.rulings import Ruling


def show(form: forms.Form, invalid: Invalid, **other_names: str) -> None:
    """Add each problem to its field; `other_names` say which field stands for the service's name."""
    for name, sentence in invalid.problems.items():
        field = other_names.get(name, name)
        form.add_error(field if field in form.fields else None, sentence)


def in_time(form: forms.Form, ruling: Ruling) -> bool:
    """Whether what was typed may still be done. Whoever may not, or has typed nothing, is refused; whom a colleague
    outran while writing reads why above the form, which keeps every word."""
    if ruling:
        return True
    if ruling.error is Denied or not form.is_bound:
        ruling.require()
    form.add_error(None, ruling.reason)
    return False

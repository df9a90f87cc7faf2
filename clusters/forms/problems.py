"""Sentences of a service put beside the fields they speak of."""

from django import forms

from clusters.errors import Invalid


def show(form: forms.Form, invalid: Invalid, **other_names: str) -> None:
    """Add each problem to its field; `other_names` say which field stands for the service's name."""
    for name, sentence in invalid.problems.items():
        field = other_names.get(name, name)
        form.add_error(field if field in form.fields else None, sentence)

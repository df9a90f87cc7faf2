"""People at their browsers: signed in, and having just repeated their password where a deed asks for it."""

from django.test import Client
from django.urls import reverse

from tests import factories


def signed_in(person, *, repeated_password: bool = True) -> Client:
    """A client of that person; by default signing and sealing need no further question."""
    client = Client()
    client.force_login(person)
    if repeated_password:
        answer = client.post(reverse("account_reauthenticate"), {"password": factories.PASSWORD})
        assert answer.status_code == 302
    return client

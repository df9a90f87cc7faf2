"""Addresses of the ground floor, noun by noun."""

urlpatterns: list = []

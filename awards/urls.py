"""Addresses of the upper floor, noun by noun."""

urlpatterns: list = []

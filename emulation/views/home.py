"""My tasks: the first page after login."""

from django.shortcuts import render


def index(request):
    return render(request, "emulation/home/index.html")

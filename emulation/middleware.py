"""What every request passes: the language, and the page that a refusal becomes."""

from django.conf import settings
from django.shortcuts import render
from django.utils import translation

from clusters.errors import Refusal

CODES = {code for code, _name in settings.LANGUAGES}


def language(get_response):
    """The language of the cookie, else Vietnamese: an office computer's English browser does not decide."""

    def middleware(request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        with translation.override(chosen if chosen in CODES else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response

    return middleware


class Refusals:
    """Turns a refusal that no view has caught into a page with its reason: 403 for who, 409 for when, 400 for what."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, Refusal):
            return None
        said = {"reason": str(exception), "status": exception.status}
        return render(request, "refused.html", said, status=exception.status)

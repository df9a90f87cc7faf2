"""Long lists, page by page; the page lives in the address."""

from django.core.paginator import Page, Paginator


def page(objects, request, per: int = 50, key: str = "page") -> Page:
    """The page that the address asks for; nonsense gives the first one, too far the last."""
    return Paginator(objects, per).get_page(request.GET.get(key))


def turns(current: Page) -> list[int | str]:
    """Numbers to show: the ends and what lies around; an ellipsis is a text."""
    return list(current.paginator.get_elided_page_range(current.number, on_each_side=1, on_ends=1))

"""A filtered list: sorted, exported whole, shown page by page."""

from dataclasses import replace

from django.shortcuts import render

from clusters import paging
from clusters.exports import workbook
from clusters.registers import Register
from clusters.tables import Table


def respond(request, template: str, found: Table | Register, filename: str, **context):
    """The workbook of everything found when the address asks for it, else one page of it."""
    if isinstance(found, Register):
        return _respond_long(request, template, found, filename, context)
    table = found.sorted_by(request.GET.get(found.sort_key))
    if workbook.wanted(request):
        return workbook.respond(table, filename)
    page = paging.page(table.rows, request)
    shown = replace(table, rows=list(page.object_list))
    return render(request, template, {**context, "table": shown, "page": page})


def _respond_long(request, template: str, found: Register, filename: str, context: dict):
    register = found.sorted_by(request.GET.get("sort"))
    if workbook.wanted(request):
        return workbook.respond(register.table(), filename)
    page = paging.page(register.found, request)
    return render(request, template, {**context, "table": register.table(page.object_list), "page": page})


def arranged(request, tables: list[Table]) -> list[Table]:
    """The tables of one page, each in the order that the address asks for."""
    return [table.sorted_by(request.GET.get(table.sort_key)) for table in tables]

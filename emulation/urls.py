"""Addresses of the whole house."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from clusters.views import season_template as templates
from emulation.views import calendar, dashboard, health, home, letter, notice, search, season_template, year_opening

urlpatterns = [
    path("", home.index, name="home"),
    path("dashboard/", dashboard.index, name="dashboard"),
    path("dashboard/rows/", dashboard.behind, name="dashboard-rows"),
    path("dashboard/seasons/<int:pk>/", dashboard.season, name="dashboard-season"),
    path("calendar/", calendar.index, name="calendar"),
    path("calendar/address/", calendar.feed_address, name="calendar-address"),
    path("calendar/address/revoke/", calendar.revoke, name="calendar-address-revoke"),
    path("calendar/feed/<str:key>.ics", calendar.feed, name="calendar-feed"),
    path("year-templates/", templates.index, name="season-templates"),
    path("year-templates/draft/", templates.draft, name="season-template-draft"),
    path("year-templates/<int:pk>/change/", templates.change, name="season-template-change"),
    path("year-templates/<int:pk>/enforce/", templates.enforce, name="season-template-enforce"),
    path("year-templates/<int:pk>/retire/", templates.retire, name="season-template-retire"),
    path("year-templates/<int:pk>/", season_template.show, name="season-template"),
    path("year-templates/<int:pk>/open/", year_opening.open_all, name="season-template-open"),
    path("seasons/<int:pk>/keep-as-template/", season_template.keep, name="season-template-keep"),
    path("search/", search.index, name="search"),
    path("notices/", notice.index, name="notices"),
    path("notices/read/", notice.read, name="notices-read"),
    path("letters/", letter.index, name="letters"),
    path("letters/send-again/", letter.send_all_again, name="letters-send-again"),
    path("letters/<int:pk>/", letter.show, name="letter"),
    path("letters/<int:pk>/send-again/", letter.send_again, name="letter-send-again"),
    path("health/", health.live, name="health"),
    path("health/ready/", health.ready, name="health-ready"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("clusters.urls")),
    path("", include("awards.urls")),
]

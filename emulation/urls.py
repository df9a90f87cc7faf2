"""Addresses of the whole house."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from emulation.views import dashboard, health, home, notice, search

urlpatterns = [
    path("", home.index, name="home"),
    path("dashboard/", dashboard.index, name="dashboard"),
    path("dashboard/rows/", dashboard.behind, name="dashboard-rows"),
    path("dashboard/seasons/<int:pk>/", dashboard.season, name="dashboard-season"),
    path("search/", search.index, name="search"),
    path("notices/", notice.index, name="notices"),
    path("notices/read/", notice.read, name="notices-read"),
    path("health/", health.live, name="health"),
    path("health/ready/", health.ready, name="health-ready"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("clusters.urls")),
    path("", include("awards.urls")),
]

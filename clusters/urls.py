"""Addresses of the ground floor, noun by noun."""

from django.urls import path

from clusters.views import cluster, decision, movement, organisation, participant, scoring_table, season

urlpatterns = [
    path("organisations/", organisation.index, name="organisations"),
    path("organisations/<int:pk>/", organisation.show, name="organisation"),
    path("decisions/<int:pk>/", decision.show, name="decision"),
    path("decisions/<int:pk>/file/", decision.file, name="decision-file"),
    path("clusters/", cluster.index, name="clusters"),
    path("clusters/found/", cluster.found, name="cluster-found"),
    path("clusters/<int:pk>/", cluster.show, name="cluster"),
    path("clusters/<int:pk>/join/", cluster.join, name="cluster-join"),
    path("clusters/<int:pk>/leave/", cluster.leave, name="cluster-leave"),
    path("clusters/<int:pk>/open-season/", season.open, name="season-open"),
    path("seasons/", season.index, name="seasons"),
    path("seasons/<int:pk>/", season.show, name="season"),
    path("seasons/<int:pk>/advance/", season.advance, name="season-advance"),
    path("seasons/<int:pk>/skip/", season.skip, name="season-skip"),
    path("seasons/<int:pk>/deadlines/", season.deadlines, name="season-deadlines"),
    path("seasons/<int:pk>/headship/", season.headship, name="season-headship"),
    path("seasons/<int:pk>/table/", season.table, name="season-table"),
    path("participants/<int:pk>/extend/", participant.extend, name="participant-extend"),
    path("tables/", scoring_table.index, name="tables"),
    path("tables/<int:pk>/", scoring_table.show, name="table"),
    path("tables/<int:pk>/publish/", scoring_table.publish, name="table-publish"),
    path("movements/", movement.index, name="movements"),
    path("movements/<int:pk>/", movement.show, name="movement"),
]

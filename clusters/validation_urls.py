"""Addresses of the validation rules of a scoring table."""

from django.urls import path

from clusters.views import validation_rule

urlpatterns = [
    path("tables/<int:pk>/validation/", validation_rule.index, name="validation-rules"),
    path("tables/<int:pk>/validation/add/", validation_rule.add, name="validation-rule-add"),
    path("tables/<int:pk>/validation/write/", validation_rule.write, name="validation-write"),
    path("tables/<int:pk>/validation/check/", validation_rule.check, name="validation-check"),
    path("tables/<int:pk>/validation/cell/", validation_rule.cell, name="validation-cell"),
    path("tables/<int:pk>/validation/outliers/", validation_rule.outliers, name="validation-outliers"),
    path("tables/<int:pk>/validation/rules/<slug:code>/", validation_rule.change, name="validation-rule"),
    path("tables/<int:pk>/validation/rules/<slug:code>/drop/", validation_rule.drop, name="validation-rule-drop"),
]

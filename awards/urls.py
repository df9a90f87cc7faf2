"""Addresses of the upper floor, noun by noun."""

from django.urls import path

from awards.views import award_decision, consolidation, honour, nomination, quota, registration, template_quota

urlpatterns = [
    path("seasons/<int:pk>/nominations/", nomination.index, name="nominations"),
    path("seasons/<int:pk>/nominate/", nomination.propose, name="nomination-propose"),
    path("seasons/<int:pk>/quotas/", quota.grant, name="quota-grant"),
    path("year-templates/<int:pk>/places/", template_quota.change, name="season-template-places"),
    path("nominations/<int:pk>/", nomination.show, name="nomination"),
    path("nominations/<int:pk>/approve/", nomination.approve, name="nomination-approve"),
    path("nominations/<int:pk>/return/", nomination.return_, name="nomination-return"),
    path("nominations/<int:pk>/withdraw/", nomination.withdraw, name="nomination-withdraw"),
    path("nominations/<int:pk>/propose-again/", nomination.propose_again, name="nomination-propose-again"),
    path("registrations/", registration.index, name="registrations"),
    path("participants/<int:pk>/registration/", registration.show, name="registration"),
    path("participants/<int:pk>/registration/add/", registration.add, name="registration-add"),
    path("participants/<int:pk>/registration/send/", registration.send, name="registration-send"),
    path("participants/<int:pk>/registration/amend/", registration.amend, name="registration-amend"),
    path("registration-lines/<int:pk>/drop/", registration.drop, name="registration-drop"),
    path("seasons/<int:pk>/registrations/", consolidation.index, name="season-registrations"),
    path("seasons/<int:pk>/registrations/due/", consolidation.set_due, name="registration-due"),
    path("seasons/<int:pk>/registrations/consolidate/", consolidation.consolidate, name="consolidate"),
    path("consolidations/<int:pk>/", consolidation.show, name="consolidation"),
    path("award-decisions/", award_decision.index, name="award-decisions"),
    path("award-decisions/issue/", award_decision.issue, name="award-decision-issue"),
    path("award-decisions/<int:pk>/", award_decision.show, name="award-decision"),
    path("honours/", honour.index, name="honours"),
]

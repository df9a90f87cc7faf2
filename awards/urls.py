"""Addresses of the upper floor, noun by noun."""

from django.urls import path

from awards.views import award_decision, honour, nomination, quota

urlpatterns = [
    path("seasons/<int:pk>/nominations/", nomination.index, name="nominations"),
    path("seasons/<int:pk>/nominate/", nomination.propose, name="nomination-propose"),
    path("seasons/<int:pk>/quotas/", quota.grant, name="quota-grant"),
    path("nominations/<int:pk>/", nomination.show, name="nomination"),
    path("nominations/<int:pk>/approve/", nomination.approve, name="nomination-approve"),
    path("nominations/<int:pk>/return/", nomination.return_, name="nomination-return"),
    path("nominations/<int:pk>/withdraw/", nomination.withdraw, name="nomination-withdraw"),
    path("nominations/<int:pk>/propose-again/", nomination.propose_again, name="nomination-propose-again"),
    path("award-decisions/", award_decision.index, name="award-decisions"),
    path("award-decisions/issue/", award_decision.issue, name="award-decision-issue"),
    path("award-decisions/<int:pk>/", award_decision.show, name="award-decision"),
    path("honours/", honour.index, name="honours"),
]

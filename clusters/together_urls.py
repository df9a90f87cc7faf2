"""Addresses of what the members of a cluster do and pay for together."""

from django.urls import path

from clusters.views import activity, citation, contribution, contribution_closing, programme, programme_result

urlpatterns = [
    path("activities/", activity.index, name="activities"),
    path("seasons/<int:pk>/activities/", activity.of_season, name="season-activities"),
    path("seasons/<int:pk>/activities/plan/", activity.plan, name="activity-plan"),
    path("activities/<int:pk>/", activity.show, name="activity"),
    path("activities/<int:pk>/change/", activity.change, name="activity-change"),
    path("activities/<int:pk>/report/", activity.report, name="activity-report"),
    path("activities/<int:pk>/join/", activity.join, name="activity-join"),
    path("activities/<int:pk>/cancel/", activity.cancel, name="activity-cancel"),
    path("activities/<int:pk>/files/add/", activity.add_file, name="activity-file-add"),
    path("activities/<int:pk>/use/", citation.activity, name="activity-use"),
    path("activity-files/<int:pk>/file/", activity.file, name="activity-file"),
    path("contributions/", contribution.index, name="contributions"),
    path("seasons/<int:pk>/contributions/", contribution.show, name="season-contributions"),
    path("seasons/<int:pk>/contributions/plan/", contribution.plan, name="contribution-plan"),
    path("seasons/<int:pk>/contributions/record/", contribution.pay, name="contribution-record"),
    path("seasons/<int:pk>/contributions/return/", contribution.give_back, name="contribution-return"),
    path("seasons/<int:pk>/contributions/close/", contribution_closing.close, name="contribution-close"),
    path("contributions/<int:pk>/take-back/", contribution.take_back_payment, name="contribution-correct"),
    path("contributions/<int:pk>/file/", contribution.paper, name="contribution-file"),
    path("contribution-closings/<int:pk>/", contribution_closing.show, name="contribution-closing"),
    path("contribution-closings/<int:pk>/reopen/", contribution_closing.reopen, name="contribution-reopen"),
    path("seasons/<int:pk>/expenses/record/", contribution.spend, name="expense-record"),
    path("expenses/<int:pk>/take-back/", contribution.take_back_expense, name="expense-correct"),
    path("expenses/<int:pk>/file/", contribution.expense_paper, name="expense-file"),
    path("programmes/", programme.index, name="programmes"),
    path("clusters/<int:pk>/programmes/draft/", programme.draft, name="programme-draft"),
    path("programmes/<int:pk>/", programme.show, name="programme"),
    path("programmes/<int:pk>/change/", programme.change, name="programme-change"),
    path("programmes/<int:pk>/agree/", programme.agree, name="programme-agree"),
    path("programmes/<int:pk>/end/", programme.end, name="programme-end"),
    path("programmes/<int:pk>/cancel/", programme.cancel, name="programme-cancel"),
    path("programmes/<int:pk>/use/", citation.programme, name="programme-use"),
    path("programmes/<int:pk>/paper/file/", programme.paper, name="programme-paper"),
    path("programmes/<int:pk>/results/<int:season_pk>/", programme_result.enter, name="programme-result"),
    path("programme-partners/<int:pk>/answer/", programme.answer, name="programme-answer"),
    path("programme-results/<int:pk>/file/", programme_result.file, name="programme-result-file"),
]

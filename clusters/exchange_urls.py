"""Addresses of what the members of a cluster exchange."""

from django.urls import path

from clusters.views import exchange, information, question, statistic

urlpatterns = [
    path("clusters/<int:pk>/exchange/", exchange.show, name="exchange"),
    path("questions/", question.index, name="questions"),
    path("clusters/<int:pk>/questions/ask/", question.ask, name="question-ask"),
    path("questions/<int:pk>/", question.show, name="question"),
    path("questions/<int:pk>/answer/", question.answer, name="question-answer"),
    path("answers/<int:pk>/correct/", question.correct, name="answer-correct"),
    path("answers/<int:pk>/settle/", question.settle, name="answer-settle"),
    path("answer-versions/<int:pk>/file/", question.file, name="answer-file"),
    path("requests/", information.index, name="requests"),
    path("clusters/<int:pk>/requests/ask/", information.ask, name="request-ask"),
    path("requests/<int:pk>/", information.show, name="request"),
    path("requests/<int:pk>/close/", information.close, name="request-close"),
    path("request-replies/<int:pk>/", information.reply, name="request-reply"),
    path("request-versions/<int:pk>/file/", information.file, name="request-file"),
    path("statistics/", statistic.index, name="statistics"),
    path("clusters/<int:pk>/statistics/define/", statistic.define, name="statistic-define"),
    path("statistics/<int:pk>/", statistic.show, name="statistic"),
    path("statistics/<int:pk>/units/<int:unit_pk>/", statistic.enter, name="statistic-enter"),
    path("statistics/<int:pk>/close/", statistic.close, name="statistic-close"),
]

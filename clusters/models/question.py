from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters import vietnamese
from clusters.enums import QuestionState
from clusters.models.cluster import Cluster
from clusters.models.organisation import Organisation
from clusters.models.people import User
from clusters.models.provenance import Sourced


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its cluster, for ever: what was asked in earlier years is there for whoever comes later."""
        return self.filter(Exists(Cluster.objects.visible_to(user).filter(pk=OuterRef("cluster"))))


class Question(Sourced):
    """What a member, or the authority, asks the members of a cluster; without an addressee it is asked of all."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="questions", verbose_name=_("cluster"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    addressee = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked of")
    )
    title = models.CharField(_("question in short"), max_length=200)
    text = models.TextField(_("question"))
    state = models.CharField(_("state"), max_length=10, choices=QuestionState.choices, default=QuestionState.OPEN)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sort_key = models.CharField(max_length=800, editable=False, default="", db_index=True)
    search_key = models.TextField(editable=False, default="")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.CheckConstraint(name="question_asks_something", condition=~Q(title="") & ~Q(text="")),
            models.CheckConstraint(
                name="question_is_asked_of_others",
                condition=Q(addressee__isnull=True) | ~Q(addressee=models.F("organisation")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        """Keeps the two keys true; does nothing else."""
        self.sort_key = vietnamese.sort_key(self.title)
        self.search_key = vietnamese.search_key(f"{self.title} {self.text}")
        super().save(*args, **kwargs)

    def trail_scope(self) -> dict[str, int | None]:
        return {**self.cluster.trail_scope(), "organisation_id": self.organisation_id}


class Answer(models.Model):
    """A member's answer to a question, in versions. The asker marks the one that settles it."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("unit"))
    settled_at = models.DateTimeField(_("marked as settling it"), null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(name="answer_once_a_unit", fields=["question", "organisation"]),
            models.UniqueConstraint(
                name="answer_one_settles", fields=["question"], condition=Q(settled_at__isnull=False)
            ),
            models.CheckConstraint(
                name="answer_settling_is_whole",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} → {self.question}"


class AnswerVersionQuerySet(models.QuerySet):
    def newest(self):
        """The last version of each answer."""
        later = AnswerVersion.objects.filter(answer=OuterRef("answer"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def visible_to(self, user):
        """With its question."""
        return self.filter(Exists(Question.objects.visible_to(user).filter(pk=OuterRef("answer__question"))))


class AnswerVersion(models.Model):
    """What an answer said from a moment on. Refuses update and delete."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    text = models.TextField(_("answer"))
    file = models.ForeignKey(
        "clusters.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    search_key = models.TextField(editable=False, default="")

    objects = AnswerVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of an answer")
        verbose_name_plural = _("versions of answers")
        constraints = [
            models.UniqueConstraint(name="answer_version_once", fields=["answer", "number"]),
            models.CheckConstraint(name="answer_version_counts_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="answer_version_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.answer} ({self.number})"

    def save(self, *args, **kwargs):
        """Keeps the key true; does nothing else."""
        self.search_key = vietnamese.search_key(self.text)
        super().save(*args, **kwargs)

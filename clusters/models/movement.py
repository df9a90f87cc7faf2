from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clusters import vietnamese
from clusters.enums import AUTHORITY_ROLES, MovementKind, MovementLevel, MovementState, ScopeRuleKind
from clusters.models.movement_response import MovementResponse
from clusters.models.organisation import Organisation, Succession
from clusters.models.people import User
from clusters.models.provenance import Sourced
from clusters.models.season import Headship, Participant


class MovementQuerySet(models.QuerySet):
    def open(self):
        """Launched and not closed yet."""
        return self.filter(state__in=(MovementState.LAUNCHED, MovementState.REVIEWED))

    def launched_by_people_of(self, user):
        """Those whose drafts, amendments and reviews are the affair of the person's own body."""
        run = Succession.objects.held_by(user, AUTHORITY_ROLES).filter(ancestor=OuterRef("authority"))
        heads = Headship.objects.current().heads().held_by(user).filter(season=OuterRef("head__season"))
        return self.filter((Exists(run) & ~Q(level=MovementLevel.HEAD)) | Exists(heads))

    def visible_to(self, user):
        """Drafts: the launcher. From the launch on also the people of the bodies in scope, and the authority whose
        cluster it is."""
        run = Succession.objects.held_by(user, AUTHORITY_ROLES).filter(ancestor=OuterRef("authority"))
        in_scope = MovementResponse.objects.filter(
            Exists(Succession.objects.held_by(user).filter(ancestor=OuterRef("organisation"))), movement=OuterRef("pk")
        )
        own = Movement.objects.launched_by_people_of(user).filter(pk=OuterRef("pk"))
        return self.filter(Exists(own) | (~Q(state=MovementState.DRAFT) & (Exists(run) | Exists(in_scope))))


class Movement(Sourced):
    """An emulation movement (phong trào thi đua), launched apart from the yearly pact (L22 Đ17).

    `authority` launched it; where the head of a cluster did, it is the cluster's authority and `head` is the unit.
    """

    authority = models.ForeignKey(
        Organisation, models.PROTECT, related_name="movements_launched", verbose_name=_("authority")
    )
    head = models.ForeignKey(
        Participant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="movements_launched",
        verbose_name=_("head of the cluster"),
    )
    level = models.CharField(_("level"), max_length=10, choices=MovementLevel, default=MovementLevel.MINISTRY)
    kind = models.CharField(_("kind"), max_length=10, choices=MovementKind, default=MovementKind.THEMATIC)
    state = models.CharField(_("state"), max_length=10, choices=MovementState, default=MovementState.DRAFT)
    decision = models.ForeignKey(
        "clusters.Decision", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decision")
    )
    paper = models.CharField(_("plan or paper of the head"), max_length=300, blank=True)
    name = models.CharField(_("name"), max_length=300)
    motto = models.CharField(_("motto"), max_length=300, blank=True)
    aims = models.TextField(_("aims"), blank=True)
    objects_text = models.TextField(_("who takes part"), blank=True)
    criteria = models.TextField(_("criteria"), blank=True)
    measures = models.TextField(_("measures"), blank=True)
    inspection = models.TextField(_("inspection"), blank=True)
    scope_text = models.CharField(_("scope"), max_length=300, blank=True)
    scope = models.ManyToManyField(
        Organisation, through=MovementResponse, related_name="movements", verbose_name=_("units in scope")
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    response_due = models.DateField(_("plans due on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_key = models.CharField(max_length=400, editable=False, default="")
    launched_at = models.DateTimeField(_("launched at"), null=True, blank=True)
    launched_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        constraints = [
            models.CheckConstraint(
                name="movement_ends_after_it_begins", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="movement_of_a_head_names_the_head",
                condition=Q(level=MovementLevel.HEAD, head__isnull=False)
                | (~Q(level=MovementLevel.HEAD) & Q(head__isnull=True)),
            ),
            models.CheckConstraint(
                name="movement_is_launched_by_a_paper",
                condition=Q(state=MovementState.DRAFT, launched_at__isnull=True)
                | (~Q(state=MovementState.DRAFT) & (Q(decision__isnull=False) | Q(level=MovementLevel.HEAD))),
            ),
            models.CheckConstraint(
                name="movement_launch_is_whole",
                condition=Q(launched_at__isnull=True, launched_by__isnull=True)
                | Q(launched_at__isnull=False, launched_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        """Keeps the search key true; does nothing else."""
        self.search_key = vietnamese.search_key(f"{self.name} {self.motto}")[:400]
        super().save(*args, **kwargs)

    @property
    def launcher(self) -> Organisation:
        """The body that launched it: the authority, or the unit that was the head."""
        return self.head.organisation if self.head else self.authority

    def trail_scope(self) -> dict[str, int | None]:
        return {"authority_id": self.authority_id, "season_id": self.head.season_id if self.head else None}


class MovementContent(models.Model):
    """One content of a movement, in the order of its decision."""

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="contents")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("content"))

    class Meta:
        verbose_name = _("content of a movement")
        verbose_name_plural = _("contents of movements")
        constraints = [models.UniqueConstraint(name="movement_content_in_order", fields=["movement", "position"])]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"


class MovementDue(models.Model):
    """A day by which the units report progress, as the launcher set it."""

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="dues")
    on = models.DateField(_("progress due on"))

    class Meta:
        verbose_name = _("date for progress")
        verbose_name_plural = _("dates for progress")
        constraints = [models.UniqueConstraint(name="movement_due_once", fields=["movement", "on"])]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}"


class MovementFile(models.Model):
    """A paper that belongs to the movement; it is served to whoever may see the movement."""

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="files")
    title = models.CharField(_("title"), max_length=200)
    file = models.ForeignKey("clusters.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file"))
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of a movement")
        verbose_name_plural = _("files of movements")

    def __str__(self) -> str:
        return self.title


class MovementScopeRule(models.Model):
    """How the launcher chooses the bodies in scope, as long as the movement is a draft and afterwards as a record."""

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="scope_rules")
    kind = models.CharField(_("kind of rule"), max_length=15, choices=ScopeRuleKind)
    body_kind = models.CharField(_("kind of body"), max_length=20, blank=True)
    cluster = models.ForeignKey("clusters.Cluster", models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("rule of scope")
        verbose_name_plural = _("rules of scope")
        constraints = [
            models.CheckConstraint(
                name="movement_rule_names_what_it_takes",
                condition=Q(kind=ScopeRuleKind.CLUSTER, cluster__isnull=False, body__isnull=True)
                | Q(kind=ScopeRuleKind.BODY, cluster__isnull=True, body__isnull=False)
                | Q(
                    kind__in=[ScopeRuleKind.SUBORDINATES, ScopeRuleKind.AUTHORITIES],
                    cluster__isnull=True,
                    body__isnull=True,
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.body or self.cluster or self.get_kind_display())

"""Who keeps the catalogue, and which awards an authority decides on."""

from django.utils.translation import gettext as _

from awards.enums import DECIDED_BY, AwardLevel
from awards.models import Award
from clusters.enums import OrganisationKind
from clusters.models import Organisation, User
from clusters.rulings import ALLOWED, Ruling, denied, not_now


def may_define_award(user: User) -> Ruling:
    """The catalogue follows the law and is the same for everybody."""
    if user.is_superuser:
        return ALLOWED
    return denied(_("The catalogue of awards is kept by the administrator of the system."))


def decides(authority: Organisation, award: Award) -> Ruling:
    """Whether the award is within the authority's own competence (L22 Đ79, Đ80)."""
    if AwardLevel(award.level) in DECIDED_BY.get(OrganisationKind(authority.kind), {AwardLevel.UNIT}):
        return ALLOWED
    return not_now(
        _("{award} is not decided by {authority} but at the level “{level}”.").format(
            award=award, authority=authority, level=award.get_level_display()
        )
    )

from awards.models.award import Award
from awards.models.award_decision import AwardDecision
from awards.models.consolidation import Consolidation, RegistrationWindow
from awards.models.honour import Honour
from awards.models.nomination import Nomination
from awards.models.quota import Quota
from awards.models.registration import Registration, RegistrationLine, RegistrationSending
from awards.models.template_quota import TemplateQuota

__all__ = [
    "Award",
    "AwardDecision",
    "Consolidation",
    "Honour",
    "Nomination",
    "Quota",
    "Registration",
    "RegistrationLine",
    "RegistrationSending",
    "RegistrationWindow",
    "TemplateQuota",
]

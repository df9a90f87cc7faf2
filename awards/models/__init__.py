from awards.models.award import Award
from awards.models.award_decision import AwardDecision
from awards.models.honour import Honour
from awards.models.nomination import Nomination
from awards.models.quota import Quota

__all__ = ["Award", "AwardDecision", "Honour", "Nomination", "Quota"]

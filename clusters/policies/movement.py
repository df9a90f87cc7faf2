"""Who launches movements."""

from clusters.policies import decision as decisions

may_launch_movement = decisions.may_act_for

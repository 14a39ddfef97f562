"""Pictures of a policy for its site, each with the same in words: its decisions, and how its parts stand."""

from specdsl.site.maps.decision_map import decision_map
from specdsl.site.maps.memory import Maps
from specdsl.site.maps.policy_map import policy_map

__all__ = ["Maps", "decision_map", "policy_map"]

"""What a policy means: whether conditions hold, what is decided in a situation and about an example."""

from specdsl.meaning.decide import Decision, decide
from specdsl.meaning.examples import Outcome, decide_example
from specdsl.meaning.situation import Situation

__all__ = ["Decision", "Outcome", "Situation", "decide", "decide_example"]

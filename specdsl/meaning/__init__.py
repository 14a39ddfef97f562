"""What a policy means: the truth of conditions, the decision in a situation, the decision about an example."""

from specdsl.meaning.decide import Decision, decide
from specdsl.meaning.examples import Outcome, decide_example
from specdsl.meaning.situation import Situation

__all__ = ["Decision", "Outcome", "Situation", "decide", "decide_example"]

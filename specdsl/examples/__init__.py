"""From a policy to what its worked examples show: whether they hold, and what of the policy they reach."""

from specdsl.examples.coverage import Coverage, coverage
from specdsl.examples.judge import Judgement, judge, judgements

__all__ = ["Coverage", "Judgement", "coverage", "judge", "judgements"]

"""The public site leaves drafts out, and its rules rank each other as they do in the whole policy."""

from __future__ import annotations

from random import Random

from specdsl.graph.query import Index
from specdsl.site.options import Options
from specdsl.site.published import published
from tests.meaning.random_policies import random_policy
from tests.reading import index_of


def test_what_a_draft_links_stays_linked():
    """A rule overrides, through a draft, what the draft overrides, and says so where it names the draft."""
    index = index_of(
        'policy p "P"\n\ncategory c "C"\n'
        '  rule top "Top"\n    comply\n    overrides middle\n    text: T.\n\n'
        '  rule middle "Middle"\n    refuse\n    overrides low\n    status draft\n    text: T.\n\n'
        '  rule low "Low"\n    refuse\n    text: T.\n'
    )
    top, low = published(index.policy, Options()).categories[0].rules
    assert (top.id, top.overrides, top.override_spans[0].line) == ("c.top", ("c.low",), 6)
    assert low.id == "c.low"


def test_no_rank_is_lost_and_none_is_made():
    """In random policies, whatever is a draft."""
    hidden = 0
    for number in range(300):
        policy = random_policy(Random(f"public {number}"))
        whole, public = Index(policy), Index(published(policy, Options()))
        hidden += len(whole.rules) - len(public.rules)
        for rule, below in public.overrides.items():
            assert below - {rule} == whole.overrides[rule] & public.rules.keys() - {rule}, (number, rule)
    assert hidden > 50

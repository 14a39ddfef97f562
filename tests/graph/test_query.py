"""Every default that the language gives, asked of the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from specdsl.graph import Index
from tests.graph.making import policy_of

if TYPE_CHECKING:
    from specdsl.graph.model import Policy

LAYERS = """policy p "P"
  authority root > developer > guideline
  follow short
  term word: Of the policy.

style short "Short" for refuse
  text: Be short.
style warm "Warm" for refuse, comply
  text: Be warm.

category top "Top"
  authority developer
  follow warm
  term word: Of the top.
  term other: Another.

  rule a "A"
    refuse
    overrides b, middle.c
  rule b "B"
    comply
    authority guideline
    overrides middle.c
    follow warm

category middle "Middle"
  within top
  rule c "C"
    refuse
    overrides top.b
    example stated "Stated"
      expect comply by top.b
      user: Hi.
    example agreed "Agreed"
      expect refuse
      user: Hi.
    example differing "Differing"
      expect comply
      user: Hi.
    example silent "Silent"
      user: Hi.
  rule idea "An idea"
    status draft
    comply
  rule gone "Gone"
    status retired
  example whole "Whole"
    user: Hi.

category bottom "Bottom"
  within middle
"""


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(policy_of(LAYERS))


def test_active_rules(index: Index) -> None:
    """A draft and a retired rule decide nothing."""
    assert [rule.id for rule in index.active_rules] == ["top.a", "top.b", "middle.c"]
    assert set(index.rules) == {"top.a", "top.b", "middle.c", "middle.idea", "middle.gone"}


def test_ancestors_and_descendants(index: Index) -> None:
    """Each category is within itself and within whatever those that it is within are within."""
    assert index.ancestors["bottom"] == ("bottom", "middle", "top")
    assert index.ancestors["top"] == ("top",)
    assert index.descendants["top"] == ("top", "middle", "bottom")


def test_overrides_are_transitive(index: Index) -> None:
    """What an overridden rule overrides is overridden too; rules in a circle override themselves."""
    assert index.overrides["top.a"] == {"top.b", "middle.c"}
    assert index.overrides["top.b"] == {"middle.c", "top.b"}
    assert index.overridden_by["middle.c"] == ("top.a", "top.b")
    assert index.overridden_by["top.a"] == ()


def test_levels(index: Index) -> None:
    """A rule's level is its own, else its category's, else the highest."""
    levels = {rule.id: index.level_of(rule) for rule in index.active_rules}
    assert levels == {"top.a": 1, "top.b": 2, "middle.c": 0}


def test_followed_styles(index: Index) -> None:
    """A rule follows its own styles, else its category's, else the policy's, if they are for its verdict."""
    styles = {rule.id: [style.id for style in index.followed_styles(rule)] for rule in index.active_rules}
    assert styles == {"top.a": ["warm"], "top.b": ["warm"], "middle.c": ["short"]}
    assert index.followed_styles(index.rules["middle.idea"]) == ()


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ("middle.c.stated", ("comply", "top.b")),
        ("middle.c.agreed", ("refuse", "middle.c")),
        ("middle.c.differing", ("comply", None)),
        ("middle.c.silent", ("refuse", "middle.c")),
        ("middle.whole", (None, None)),
    ],
)
def test_expectations(index: Index, example: str, expected: tuple[str | None, str | None]) -> None:
    """What an example does not say is left to the rule that it stands in."""
    assert index.expectation(index.examples[example]) == expected


def test_terms_in_scope(index: Index) -> None:
    """A nearer term hides one of the same name further up."""
    assert [term.id for term in index.terms_in_scope("bottom")] == ["top.word", "top.other"]
    assert [term.id for term in index.terms_in_scope(None)] == ["word"]


def test_ladder(index: Index) -> None:
    """Without a ladder of its own a policy has the usual three, most permissive first."""
    assert [index.rank(verdict) for verdict in ("comply", "safe-complete", "refuse")] == [0, 1, 2]
    assert index.strictest(["safe-complete", "comply"]) == "safe-complete"
    assert index.meaning("refuse").text == "Do not give what was asked for."


def test_titles(touchstone: Policy) -> None:
    """Whatever has an identifier has a title for readers."""
    index = Index(touchstone)
    assert index.title("intent") == "What the person is trying to do"
    assert index.title("minor") == "The person is, or says they are, under 18"
    assert index.title("self-harm.method") == "method"
    assert index.title("self-harm.education.warning-signs") == "A teacher asks for warning signs"

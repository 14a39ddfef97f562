"""Small policies for the tests of sites."""

from __future__ import annotations

from tests.reading import index_of

RICH = """
policy shop "Shop policy"
  version 7
  owner "The shop"
  authority root > guideline
  otherwise comply
  summary: What the shop's assistant does. See [[tools]].
  helpfulness: Help is the default.
  term blade: Anything with an edge, see [[edge]].
  term edge: What cuts.

facet aim "What the person wants"
  buy: to buy something
  harm: to hurt somebody

flag minor "The person is, or says they are, under 18"

element apology "A brief apology"

style short "Short words" for refuse
  must include apology
  text: Two sentences.

category tools "Tools"
  follow short
  summary: Knives, saws and other tools.
  note: Only authors read this.
  term saw: A [[blade]] with teeth.

  rule sale "Selling tools"
    comply when aim is buy
    unless minor
    authority guideline
    source "https://example.org/law"
    was selling, retail
    text: Sell every [[blade]], and say how it is used.
    includes:
      - A kitchen knife.
    excludes:
      - A weapon: see [[attack]].
    because: Tools are useful.
    note: A remark for authors alone.

    example knife "Somebody buys a knife"
      given aim is buy
      system: You are a shop.
      user: A knife for bread, please.
      good: Here is one with teeth.
      because: It is what was asked for.
      okay: We have knives.
      bad: No.
      because: It helps nobody.

  rule attack "Help with an attack"
    refuse when aim is harm
    overrides sale
    text: Say no, [[short]].

  rule gifts "Gifts for children"
    refuse when minor
    status draft
    overrides attack
    text: A draft.

  rule old-sale "Old rule of sale"
    status retired
    was ancient

  example both "Two wishes at once"
    given aim is harm
    expect refuse by attack
    user: I want to hurt somebody.
    good: No.

category toys "Toys"
  rule play "Playing"
    comply
    text: Play, see [[tools.attack]] and [[gifts-of-toys]].

  rule gifts-of-toys "Gifts of toys"
    comply
    text: Wrap them.
"""

INDEX = index_of(RICH)
POLICY = INDEX.policy

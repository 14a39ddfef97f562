"""Decision maps compared with what comes of looking at every situation, and what the pictures show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import TypeVar
from xml.etree import ElementTree as ET

import pytest

from specdsl.diagnostics import Diagnostic, Label
from specdsl.graph.model import Policy
from specdsl.graph.palette import palette
from specdsl.graph.query import Index
from specdsl.site.links import Links, category_page
from specdsl.site.maps import Maps, decision_map, policy_map
from specdsl.site.maps.cells import Band, Grid, grid_of
from specdsl.source import NOWHERE
from tests.meaning.naive import Naive
from tests.meaning.random_policies import random_policy
from tests.reading import index_of

T = TypeVar("T")
SVG = "{http://www.w3.org/2000/svg}"


# ── Cells ─────────────────────────────────────────────────────────────────────


def cell_of(grid: Grid, situation: dict) -> tuple[Band, ...]:
    places = []
    for axis in (grid.rows, grid.columns):
        answer = situation[axis.question.kind, axis.question.name] if axis else None
        places.append(next(n for n, group in enumerate(axis.groups) if answer in group) if axis else 0)
    return grid.cells[places[0]][places[1]]


def comes(band: Band, situation: dict) -> bool:
    return not band.depends or any(
        all(situation[fact.kind, fact.name] in fact.values for fact in way) for way in band.ways
    )


def outcome(naive: Naive, number: int) -> tuple[str, str | None, bool]:
    verdicts = {rule.verdict for rule in naive.active if number in naive.standing[rule.id]}
    if len(verdicts) > 1:
        return "contradiction", None, False
    inside = [c for c in naive.policy.categories if naive.situations[number]["category", c.id] == "yes"]
    ladder = [value.name for value in naive.policy.ladder]
    default = max(
        (c.otherwise for c in inside if c.otherwise), key=ladder.index, default=naive.policy.otherwise
    )
    verdict = next(iter(verdicts), default)
    return "decided" if verdict else "silent", verdict, not verdicts


@pytest.mark.parametrize("seed", range(120))
def test_a_map_says_what_comes_of_every_situation(seed: int) -> None:
    """In each situation exactly one band of its cell comes: with its outcome, and by its rules."""
    naive = Naive(random_policy(Random(f"maps {seed}")))
    index = Index(naive.policy)
    for category in naive.policy.categories:
        grid, above = grid_of(index, category), set(index.ancestors[category.id])
        for number, situation in enumerate(naive.situations):
            if {c for c in index.categories if situation["category", c] == "yes"} == above:
                (band,) = (each for each in cell_of(grid, situation) if comes(each, situation))
                said = band.outcome
                assert (said.status, said.verdict, said.gap) == outcome(naive, number)
                standing = {rule.id for rule in naive.active if number in naive.standing[rule.id]}
                assert standing <= {rule.id for rule in band.rules}


@pytest.mark.parametrize("seed", range(120))
def test_a_map_says_nothing_that_cannot_be(seed: int) -> None:
    """Each band of each cell comes in some situation, and so does each of its rules."""
    naive = Naive(random_policy(Random(f"maps {seed}")))
    index = Index(naive.policy)
    for category in naive.policy.categories:
        grid, above = grid_of(index, category), set(index.ancestors[category.id])
        seen = [
            (band, number)
            for number, situation in enumerate(naive.situations)
            if {c for c in index.categories if situation["category", c] == "yes"} == above
            for band in cell_of(grid, situation)
            if comes(band, situation)
        ]
        assert {band for band, _ in seen} == set(grid.bands if grid else ())


@pytest.mark.parametrize("seed", range(40))
def test_a_map_that_is_known_is_the_one_that_would_be_drawn(seed: int) -> None:
    """Whatever changes in a policy, no map from before is taken for one that would be another now."""
    known: dict[str, str] = {}
    for policy in variants(random_policy(Random(f"known maps {seed}"))):
        index, maps = Index(policy), Maps(known)
        for category in policy.categories:
            links = Links(index, category_page(category.id))
            assert maps.map(index, category, links) == decision_map(index, category, links)
        known |= maps.drawn


def variants(policy: Policy) -> Iterator[Policy]:
    """The policy, and what it is without one thing or another."""
    yield from (policy, replace(policy, assumptions=()), replace(policy, otherwise=None, title="Other"))
    for number, category in enumerate(policy.categories):
        others = [replace(category, otherwise=None), replace(category, within=(), disjoint_from=())]
        for place, rule in enumerate(category.rules):
            rules = [
                replace(rule, status="draft"),
                replace(rule, overrides=()),
                replace(rule, when=None, title="T"),
            ]
            rules += [replace(rule, unless=()), replace(rule, authority=None)]
            others += [replace(category, rules=put(category.rules, place, each)) for each in rules]
        yield from (replace(policy, categories=put(policy.categories, number, each)) for each in others)


def put(items: tuple[T, ...], place: int, item: T) -> tuple[T, ...]:
    return (*items[:place], item, *items[place + 1 :])


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ('"Big"', '"Huge"', False),
        ('"Kind"\n    comply', '"Kind"\n    refuse', False),
        ("unless minor", "unless not minor", True),
        ("otherwise comply", "otherwise refuse", True),
        ("small: Little.", "small: Little.\n  middling: Some.", True),
    ],
)
def test_a_map_is_drawn_again_for_what_it_depends_on(old: str, new: str, *, again: bool) -> None:
    """Titles and rules of other categories draw nothing anew; conditions, answers and defaults do."""
    text = COLOURS + OTHER
    assert old in text
    known = drawn(text, {})

    assert (drawn(text.replace(old, new), known) != known) == again


def drawn(text: str, known: Mapping[str, str]) -> Mapping[str, str]:
    """What is known once the map of the first category is asked for."""
    index, maps = index_of(text), Maps(known)
    maps.map(index, index.categories["paint"], Links(index, category_page("paint")))
    return maps.drawn


OTHER = """
category other "Other"
  rule kind "Kind"
    comply
"""

COLOURS = """\
policy p "P"
  otherwise comply

facet ask "What is asked?"
  small: Little.
  large: Much.

facet tone "How?"
  calm: Calm.
  loud: Loud.

flag minor "A minor"

category paint "Paint"
  rule big "Big"
    refuse when ask is large
    unless minor

  rule loud-little "Loud & little"
    safe-complete when ask is small and tone is loud
"""


def made(text: str, category: str = "paint") -> str:
    index = index_of(text)
    return decision_map(index, index.categories[category], Links(index, category_page(category)))


class Words(HTMLParser):
    """The words of some HTML, element by element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.cells: list[str] = []
        self._cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        if tag == "td":
            self.cells.append("")
        self._cell = self._cell or tag == "td"

    def handle_endtag(self, tag: str) -> None:
        self._cell = self._cell and tag != "td"

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._cell:
            self.cells[-1] += data


def test_the_table_says_what_the_picture_shows() -> None:
    """Each cell of the table names its verdicts, what they depend on, and the rules that give them."""
    assert Words(made(COLOURS)).cells == [
        "comply, as no rule stands",
        "safe-complete, by loud-little",
        "refuse when not minor, by bigcomply when minor, as no rule stands",
        "refuse when not minor, by bigcomply when minor, as no rule stands",
    ]


def test_the_picture_shows_the_usual_before_what_flags_change() -> None:
    """A band has its verdict and what leads there; one that takes a flag is in outline."""
    svg = ET.fromstring(re.search(r"<svg class=.specdsl-map-picture.*?</svg>", made(COLOURS), re.DOTALL)[0])
    bands = [each for each in svg.iter("g") if "specdsl-band" in each.get("class", "")]
    words = [" | ".join(text.text for text in each.iter("text") if text.text) for each in bands]
    assert words == [
        "C | comply · no rule",
        "S | safe-complete",
        *["R | refuse", "C | comply · no rule | if minor"] * 2,
    ]
    assert ["specdsl-raised" in each.get("class") for each in bands] == [
        False,
        False,
        False,
        True,
        False,
        True,
    ]
    assert svg.get("role") == "img"
    assert [svg.find(name).text for name in ("title", "desc")] == [
        "Decision map: Paint",
        "What is decided by ask and tone. The table below the picture says the same in words.",
    ]


def test_a_verdict_is_colour_pattern_and_letter() -> None:
    """Each band has a fill, a strip filled with the pattern of its look, and its letter."""
    html = made(COLOURS)
    svg = ET.fromstring(re.search(r"<svg class=.specdsl-map-picture.*?</svg>", html, re.DOTALL)[0])
    known = {pattern.get("id") for pattern in svg.iter("pattern")}
    for band in (each for each in svg.iter("g") if "specdsl-band" in each.get("class", "")):
        fills = [rect.get("fill") for rect in band.iter("rect")]
        assert re.fullmatch("#[0-9a-f]{6}", fills[0])
        assert fills[1].removeprefix("url(#").removesuffix(")") in known
        assert next(band.iter("text")).text in {"C", "S", "R"}


def test_contradictions_are_marked() -> None:
    """Where two rules that disagree both stand, the cell says so and names both."""
    html = made(COLOURS.replace("small and tone is loud", "large and tone is loud"))
    assert 'class="specdsl-band specdsl-look-dash specdsl-contradiction"' in html
    assert Words(html).cells[-1].startswith("contradiction when not minor, by big and loud-little")


def test_many_answers_share_rows() -> None:
    """Answers that no rule tells apart share a row where a facet has more answers than there is room for."""
    values = "".join(f"  v{number}: V.\n" for number in range(30))
    rule = 'category c "C"\n  rule r "R"\n    refuse when f is v7\n'
    index = index_of(f'policy p "P"\n\nfacet f "F?"\n{values}\n{rule}')
    grid = grid_of(index, index.categories["c"])
    assert [len(group) for group in grid.rows.groups] == [29, 1]


def test_a_category_without_rules_has_no_map() -> None:
    """There is nothing to draw, and no heading for it."""
    assert made('policy p "P"\n\ncategory paint "Paint"\n') == ""


def test_a_category_that_nobody_can_be_in_says_so() -> None:
    """Where assumptions leave no request, there is a sentence in place of a map."""
    text = 'policy p "P"\n\nassume not in paint\n\ncategory paint "Paint"\n  rule r "R"\n    refuse\n'
    assert "No request can be in this category" in made(text)


def test_what_an_author_wrote_is_escaped() -> None:
    """Markup in a title or a free text stays text, in the picture and in the table."""
    html = made(
        'policy p "P"\n  otherwise comply\n\ncategory paint "<script>alert(1)</script>"\n'
        '  rule r "R"\n    refuse when "it is `<b>`"\n'
    )
    assert "<script" not in html
    assert "<b>" not in html
    assert "“it is `<b>`”" in "".join(Words(html).words)
    assert not re.search(r' style=|<style| on[a-z]+="|\n\s*\n', html)


# ── The whole policy ──────────────────────────────────────────────────────────

RELATED = """\
policy p "P"

facet ask "What is asked?"
  small: Little.
  large: Much.

category colours "Colours"

category paint "Paint"
  within colours
  rule big "Big"
    refuse when ask is large
    overrides little
    excludes:
      - Little ones: see [[little]].

  rule little "<b>Little</b>"
    comply
"""


def test_the_policy_map_links_every_rule_and_category() -> None:
    """Titles and rows of the picture lead to their pages, as links relative to the map's own page."""
    html = policy_map(index_of(RELATED), [])
    svg = ET.fromstring(re.search(r"<svg xmlns.*?</svg>", html, re.DOTALL)[0])
    assert [each.get("href") for each in svg.iter(f"{SVG}a")] == [
        "../colours/",
        "../paint/",
        "../paint/big/",
        "../paint/little/",
    ]
    assert svg.get("role") == "group"
    assert not re.search(r" style=|<style| on[a-z]+=|\n\s*\n|<b>", html)


def test_the_policy_map_says_in_words_what_it_draws() -> None:
    """The list beside the picture names what binds each part to others, from both ends."""
    words = " ".join(
        " ".join(Words(policy_map(index_of(RELATED), []).split("specdsl-map-list")[1]).words).split()
    )
    assert "Colours holds Paint" in words
    assert "Big refuse overrides <b>Little</b> sends some cases to <b>Little</b>" in words
    assert "<b>Little</b> comply overridden by Big gets some cases of Big" in words


def test_the_policy_map_shows_contradictions_that_were_found() -> None:
    """A finding with a witness is an arc and a line; one that was given up is not shown."""
    index = index_of(RELATED)
    label = (Label(NOWHERE),)
    subjects = ("paint.big", "paint.little")
    found = Diagnostic("contradiction", "error", "m", label, subjects, witness={"ask": "large"})
    given_up = Diagnostic("contradiction", "info", "m", label, subjects)
    assert "Rules that contradict each other:" in policy_map(index, [found])
    assert "paint.big contradicts paint.little" in policy_map(index, [found])
    assert "contradict" not in policy_map(index, [given_up])


# ── The style sheet ───────────────────────────────────────────────────────────

SHEET = Path(__file__).parents[2] / "specdsl" / "site" / "assets" / "specdsl.css"
NAMES = {"fill": "pale", "ink": "ink"}


@pytest.mark.checkout
def test_the_style_sheet_has_the_palette_s_colours() -> None:
    """By day a verdict has the same colours on a page as in every other drawing."""
    css = SHEET.read_text("utf-8").partition("[data-md-color-scheme")[0]
    for look in palette(index_of(COLOURS).policy).values():
        for name, called in NAMES.items():
            assert f"--specdsl-{look.shape}-{called}: {getattr(look, name)};" in css


@pytest.mark.checkout
def test_by_night_every_colour_of_the_policy_map_has_a_counterpart() -> None:
    """No colour that the picture brings with it is left as it is on a dark page."""
    css = SHEET.read_text("utf-8")
    html = policy_map(index_of(RELATED), [])
    drawn = set(re.findall(r'(?:fill|stroke)="#[0-9a-f]{6}"', html.split("specdsl-map-list")[0]))
    assert {each for each in drawn if f"[{each}]" not in css} == set()

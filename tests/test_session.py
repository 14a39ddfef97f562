"""A policy that is edited again and again, against one that is looked at for the first time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from benchmarks.formats import spec
from benchmarks.policies import policy, sized
from specdsl.analysis import Rules, analyse, check
from specdsl.project import open_project
from specdsl.session import Session
from specdsl.source import Source
from tests.lint import policies

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).parent.parent
RULES = Rules(date(2026, 1, 1), budgets={"spec": 10})  # so small that each text is told with its length


def anew(sources):
    """Everything found in them, by one who never saw them."""
    return check(analyse([Source(each.name, each.whole) for each in sources]), RULES).found


def places(finding):
    edits = [edit.span for fix in finding.fixes for edit in fix.edits]
    return [(span.file, span.start, span.end) for span in (*(label.span for label in finding.labels), *edits)]


def same_in_both(session, sources):
    """Places are no part of what makes findings equal, so they are compared beside them."""
    found, fresh = session.check(sources).found, anew(sources)
    assert [*map(repr, found)] == [*map(repr, fresh)]
    assert [*map(places, found)] == [*map(places, fresh)]


# ── Edits ─────────────────────────────────────────────────────────────────────


def title(text, random):
    """Another title for some block."""
    places = [*re.finditer(r'(?<= )"[^"\n]+"', text)]
    place = random.choice(places)
    return f'{text[: place.start()]}"Title {random.randrange(100)}"{text[place.end() :]}'


def prose(text, random):
    """A word more somewhere behind a full stop, where prose most likely is."""
    places = [*re.finditer(r"(?<=[a-z]\.)\n", text)]
    place = random.choice(places) if places else re.search(r"\Z", text)
    return f"{text[: place.start()]} Perhaps an inappropriate word more.{text[place.start() :]}"


def blank(text, random):
    """An empty line, or a comment, between two others."""
    place = random.choice([*re.finditer("\n", text)]).end()
    return text[:place] + random.choice(["\n", "# A comment\n"]) + text[place:]


def swap(text, random):
    """One verdict for another."""
    places = [*re.finditer(r"\b(comply|refuse|safe-complete)\b", text)]
    if not places:
        return text
    place = random.choice(places)
    return text[: place.start()] + random.choice(["comply", "refuse", "safe-complete"]) + text[place.end() :]


def less(text, random):
    """A line less."""
    lines = text.splitlines(keepends=True)
    del lines[random.randrange(len(lines))]
    return "".join(lines)


def double(text, random):
    """A line twice."""
    lines = text.splitlines(keepends=True)
    place = random.randrange(len(lines))
    return "".join([*lines[:place], lines[place], *lines[place:]])


def opposite(text, random):
    """A condition turned into its opposite."""
    found = [*re.finditer(r"\b(?:when|unless|given) (?!not)(.*)", text)]
    if not found:
        return text
    place = random.choice(found)
    return f"{text[: place.start(1)]}not ({place[1]}){text[place.end(1) :]}"


EDITS = (title, title, prose, prose, blank, swap, less, double, opposite)


def edited(sources, random, edits=EDITS):
    """One file changed, or taken away, or put back."""
    at = random.randrange(len(sources))
    changed = sources[at]
    text = random.choice(edits)(changed.text, random) if changed.text.strip() else changed.text
    return [*sources[:at], Source(changed.name, text), *sources[at + 1 :]]


# ── Edits of what a policy means ──────────────────────────────────────────────

STATEMENT = re.compile(
    r"^( *)(?:assume|authority|by|disjoint from|expect|follow|given|must|otherwise|overrides|status|unless"
    r"|within|comply|safe-complete|refuse)\b(?!.*:$).*\n",
    re.MULTILINE,
)


def statements(sources):
    return [(each[0], each[1]) for source in sources for each in STATEMENT.finditer(source.text)]


def said_elsewhere(sources):
    """Edits that let a part say what some part of the policy says: instead of something, or besides."""
    known = statements(sources)

    def instead(text, random):
        place = random.choice([*STATEMENT.finditer(text)] or [None])
        fitting = [said for said, indent in known if place and indent == place[1]]
        return f"{text[: place.start()]}{random.choice(fitting)}{text[place.end() :]}" if fitting else text

    def besides(text, random):
        place = random.choice([*STATEMENT.finditer(text)] or [None])
        fitting = [said for said, indent in known if place and indent == place[1]]
        return f"{text[: place.end()]}{random.choice(fitting)}{text[place.end() :]}" if fitting else text

    def not_any_more(text, random):
        place = random.choice([*STATEMENT.finditer(text)] or [None])
        return f"{text[: place.start()]}{text[place.end() :]}" if place else text

    return instead, instead, besides, not_any_more, opposite, swap


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("folder", ["policies/starter", "tests/touchstone", "policies/lessons"])
def test_after_each_edit_the_findings_are_those_of_a_first_look(folder, seed):
    """Whatever is edited, every finding, place and repair is the same; then the edits are taken back."""
    random = Random(f"{folder} {seed}")
    first = list(sources_in(ROOT / folder, random))
    session, sources = Session(RULES), first
    for turn in range(12):
        same_in_both(session, sources)
        sources = first if turn == 8 else edited(sources, random)


@pytest.mark.parametrize("seed", range(30))
def test_what_is_proved_after_edits_of_meaning(seed):
    """Conditions, ranks, defaults, styles and examples are moved about; a made-up policy has all of them."""
    random = Random(f"meaning {seed}")
    sources = policies.policy(random)
    session = Session(RULES)
    for _ in range(12):
        same_in_both(session, sources)
        sources = edited(sources, random, said_elsewhere(sources))


@pytest.mark.parametrize("seed", range(6))
def test_what_is_proved_of_a_large_policy_after_edits_of_meaning(seed):
    """There most of what is known is kept."""
    random = Random(f"large {seed}")
    size = sized(90, words=0, seed=seed)
    sources = [Source(name, text) for name, text in spec.files(policy(replace(size, categories=9, facets=8)))]
    session = Session(RULES)
    for _ in range(8):
        same_in_both(session, sources)
        sources = edited(sources, random, said_elsewhere(sources))


def sources_in(folder, random):
    """Those of a policy; of a folder of policies, those of one."""
    policies = [folder] if (folder / "policy.spec").exists() or not any(folder.glob("*/*.spec")) else []
    chosen = policies or [random.choice(sorted(each.parent for each in folder.glob("*/*.spec")))]
    return open_project(chosen[0]).sources


@pytest.mark.parametrize("seed", range(3))
def test_a_large_policy_too(seed):
    """Made up, with contradictions, ranks and examples across files."""
    random = Random(seed)
    sources = [Source(name, text) for name, text in spec.files(policy(sized(60, words=12, seed=seed)))]
    session = Session(RULES)
    for _ in range(6):
        same_in_both(session, sources)
        sources = edited(sources, random)


def test_a_finding_points_to_where_things_are_now():
    """An example that nobody edits is decided by a rule in another file, which moves down a line."""
    one = Source(
        "a.spec",
        """policy p "P"
  otherwise comply

category a "A"
  example e "E"
    given in b
    expect comply
    user: Hello.
""",
    )
    other = 'category b "B"\n  rule r "R"\n    refuse\n    text: R.\n'
    session = Session(RULES)
    session.check([one, Source("b.spec", other)])
    moved = Source("b.spec", f"# A comment\n{other}")
    same_in_both(session, [one, moved])
    (found,) = (each for each in session.check([one, moved]).found if each.rule == "example-contradicts-rule")
    assert [label.span.source for label in found.labels][1:] == [moved]


def test_a_text_calls_rules_elsewhere_as_they_are_called_now():
    """The text of a category names the rule that one of its own overrides; its length says so."""
    one = Source(
        "a.spec",
        """policy p "P"
  otherwise comply

category a "A"
  rule s "S"
    comply
    overrides b.r
    text: S.
""",
    )
    other = 'category b "B"\n  rule r "{title}"\n    refuse\n    text: R.\n'
    session = Session(RULES)
    for title in ("R", "A longer title", "A title that is much longer"):
        same_in_both(session, [one, Source("b.spec", other.format(title=title))])


def test_what_did_not_change_is_not_worked_out_again():
    """After a new title the categories of other files are the same objects, and no question is asked anew."""
    sources = [Source(name, text) for name, text in spec.files(policy(sized(60, words=12)))]
    session = Session(RULES)
    session.check(sources)
    before = session.memory.values["prover"]
    categories, stage = before.index.policy.categories, before.stage
    again = [sources[0], Source(sources[1].name, title(sources[1].text, Random(1))), *sources[2:]]
    session.check(again)
    after = session.memory.values["prover"]
    kept = zip(categories, after.index.policy.categories, strict=True)
    assert [one is other for one, other in kept].count(False) == 1
    assert after.stage is stage

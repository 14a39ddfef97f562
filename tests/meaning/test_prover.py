from __future__ import annotations

from benchmarks.formats import spec
from benchmarks.policies import Size, policy
from specdsl.graph.model import FreeText, Holds, Is
from specdsl.meaning import Situation
from specdsl.meaning import catalogue as find
from specdsl.meaning.budget import Budget
from specdsl.meaning.questions import Answer, Proved, Prover, Refuted, Stands, Unknown, in_words
from tests.reading import TOUCHSTONE, index_of, index_of_folder


def words(prover: Prover, answer: Answer) -> str:
    assert isinstance(answer, Refuted)
    return "; ".join(in_words(prover.index, answer.witness))


def prover_of(body: str, header: str = "") -> Prover:
    """A policy of one category `c`, unless the body opens more."""
    return Prover(
        index_of(f'policy p "P"\n{header}flag a "A"\nflag b "B"\ncategory c "C"\n  summary: C.\n{body}')
    )


def rule(name: str, decision: str, *lines: str) -> str:
    return f'  rule {name} "{name}"\n    {decision}\n' + "".join(
        f"    {line}\n" for line in (*lines, "text: T.")
    )


# ── The touchstone ────────────────────────────────────────────────────────────

TOUCH = Prover(index_of_folder(TOUCHSTONE))
BOTH = "in Regulated advice and Self-harm"


def test_contradictions_of_the_touchstone():
    """Three, each with its smallest witness in words."""
    found = {(c.first.name, c.second.name): words(TOUCH, c.answer) for c in find.contradictions(TOUCH)}
    assert found == {
        (
            "normal-dose",
            "method-instructions",
        ): f"{BOTH}; intent: benign; detail: actionable; everything else: no",
        (
            "normal-dose",
            "in-danger",
        ): f"{BOTH}; intent: benign; detail: actionable; at-risk: yes; everything else: no",
        ("personal-plan", "method-instructions"): (
            f'{BOTH}; detail: actionable; "the answer depends on the person\'s own condition": yes;'
            " everything else: no"
        ),
    }


def test_style_contradictions_of_the_touchstone():
    """One, with who wants the element and who bars it."""
    (clash,) = find.style_contradictions(TOUCH)
    assert (clash.element, clash.level) == ("crisis-line", "error")
    assert (clash.wants.rule.id, clash.wants.style.id) == ("self-harm.in-danger", "stay-with-them")
    assert (clash.bars.rule.id, clash.bars.style.id) == (
        "regulated-advice.personal-plan",
        "regulated-advice.refer-on",
    )


def test_nothing_else_about_the_touchstone():
    """No other finding that rests on a proof."""
    others = [
        find.impossible_rules, find.impossible_exceptions, find.impossible_examples, find.shadowed_rules,
        find.redundant_rules, find.vacuous_exceptions, find.always_true_conditions, find.uncovered,
        find.dangling_overrides, find.lifted_overrides, find.broad_overrides,
    ]  # fmt: skip
    assert [finding for finder in others for finding in finder(TOUCH)] == []


def test_conditions_that_cannot_hold_together():
    """`at most conceptual` and `actionable` exclude each other: the two rules never meet."""
    rules = TOUCH.index.rules
    answer = TOUCH.together(rules["self-harm.education"], rules["self-harm.method-instructions"])
    assert isinstance(answer, Proved)


def test_the_world_rules_situations_out():
    """`assume not (minor and clinician)` leaves no situation with both."""
    assert isinstance(TOUCH.ask([Holds("minor"), Holds("clinician")]), Proved)
    assert isinstance(TOUCH.ask([Holds("minor")], [Holds("clinician")]), Refuted)


def test_a_question_about_what_is_partly_known():
    """`at` narrows where to look: with a harmful intent the usual dose is never given."""
    dose = TOUCH.index.rules["regulated-advice.normal-dose"]
    harmful = TOUCH.space.of_situation(Situation({}, {"intent": frozenset({"harmful"})}))
    assert isinstance(TOUCH.ask([dose], at=harmful), Proved)
    assert isinstance(TOUCH.ask([dose], at=TOUCH.space.whole), Refuted)


# ── Rules that never stand, and rules that are not needed ─────────────────────


def test_two_rules_shadow_a_third_between_them():
    """Neither does it alone, so both are named, and a third that also overrides it is not."""
    prover = prover_of(
        rule("low", "comply when a")
        + rule("first", "refuse when b", "overrides low")
        + rule("second", "safe-complete when not b", "overrides low")
        + rule("third", "safe-complete when a and not b", "overrides low")
    )
    (dead,) = find.shadowed_rules(prover)
    assert dead.rule.name == "low"
    assert [each.name for each in dead.by] == ["first", "third"]


def test_rules_in_a_circle_are_not_called_shadowed():
    """Rules that override each other never stand; the circle is the fault that is reported."""
    circle = rule("first", "refuse", "overrides second") + rule("second", "comply", "overrides first")
    prover = prover_of(circle)
    assert list(find.shadowed_rules(prover)) == []
    assert isinstance(prover.stands(prover.rules[0]), Proved)


def test_where_a_circle_leaves_no_rule_nothing_decides():
    """Both rules of a circle apply, neither stands, and no `otherwise` speaks: that is a gap."""
    prover = prover_of(
        rule("first", "refuse", "overrides second") + rule("second", "comply when a", "overrides first")
    )
    (gap,) = find.uncovered(prover)
    assert words(prover, gap.answer) == "in C; a: yes; everything else: no"


def test_a_rule_that_others_make_needless():
    """Two rules of its verdict stand wherever it does; it names both."""
    prover = prover_of(
        rule("whole", "refuse when a")
        + rule("first", "refuse when a and b")
        + rule("second", "refuse when not b")
    )
    dead = {each.rule.name: [other.name for other in each.by] for each in find.redundant_rules(prover)}
    assert dead == {"whole": ["first", "second"], "first": ["whole"]}


def test_a_rule_that_defeats_is_needed():
    """Without `high` the refusal of `low` would stand: it is needed, though `twin` says the same."""
    prover = prover_of(
        rule("high", "comply when a", "overrides low")
        + rule("twin", "comply when a")
        + rule("low", "refuse when b")
    )
    high, twin, _ = prover.rules
    assert [dead.rule.name for dead in find.redundant_rules(prover)] == ["twin"]
    assert not isinstance(prover.ask([Stands(twin), Stands(prover.rules[2], without=high)]), Proved)


def test_a_link_between_others_is_needed():
    """`top` overrides `bottom` by way of `middle`, so `middle` cannot go, though it never stands alone."""
    prover = prover_of(
        rule("top", "comply when a", "overrides middle")
        + rule("middle", "refuse when b", "overrides bottom")
        + rule("bottom", "refuse")
    )
    assert list(find.redundant_rules(prover)) == []


# ── Other findings ────────────────────────────────────────────────────────────


def test_a_gap_has_the_fewest_facts():
    """Every value but one is decided; the witness names that value and nothing else."""
    prover = prover_of(
        rule("some", "refuse when f is one of x, y"),
        header='  version 1\nfacet f "F"\n  x: X.\n  y: Y.\n  z: Z.\n',
    )
    (gap,) = find.uncovered(prover)
    assert words(prover, gap.answer) == "in C; f: z; everything else: no"


def test_facts_that_a_facet_leaves_open():
    """A facet that makes no difference is no fact, and the rest holds whatever its value is."""
    prover = prover_of(
        rule("first", "refuse when f is x or a") + rule("second", "comply when f is not x or a"),
        header='facet f "F"\n  x: X.\n  y: Y.\n',
    )
    (clash,) = find.contradictions(prover)
    assert words(prover, clash.answer) == "in C; a: yes; everything else: no"


def test_exceptions_without_effect():
    """One never holds, one only where the rule does not apply anyway; the third is a real one."""
    prover = prover_of(rule("r", "refuse when a", "unless a and not a", "unless b and not a", "unless b"))
    assert [(each.rule.name, each.number) for each in find.impossible_exceptions(prover)] == [("r", 0)]
    assert [(each.rule.name, each.number) for each in find.vacuous_exceptions(prover)] == [("r", 1)]


def test_overrides_that_do_nothing_or_too_much():
    """One pair never meets; in the other the winner applies wherever the loser does, and elsewhere."""
    prover = prover_of(
        rule("wide", "refuse", "overrides narrow")
        + rule("narrow", "comply when a")
        + rule("apart", "comply when not a", "overrides narrow")
    )
    (dangling,) = find.dangling_overrides(prover)
    (broad,) = find.broad_overrides(prover)
    assert (dangling.winner.name, dangling.loser.name) == ("apart", "narrow")
    assert (broad.winner.name, broad.loser.name) == ("wide", "narrow")
    assert words(prover, broad.answer) == "in C; everything else: no"


def test_drafts_decide_nothing_but_are_looked_at():
    """A draft contradicts nobody and covers nothing; what cannot be true of it is still found."""
    prover = prover_of(
        rule("now", "refuse when a")
        + rule("later", "comply", "status draft")
        + rule("never", "comply when a and not a", "status draft")
    )
    assert list(find.contradictions(prover)) == []
    assert [dead.rule.name for dead in find.impossible_rules(prover)] == ["never"]
    assert [gap.category.id for gap in find.uncovered(prover)] == ["c"]


def test_a_minimal_part_of_a_proof():
    """Of all that rules a situation out, what is needed."""
    prover = prover_of("", header='facet f "F"\n  x: X.\n  y: Y.\n  z: Z.\n')
    outside = [Holds("a"), Is("f", ("x",)), Is("f", ("y",)), Is("f", ("z", "x"))]
    assert prover.core([], outside) == (Is("f", ("y",)), Is("f", ("z", "x")))


# ── Size ──────────────────────────────────────────────────────────────────────


def test_conditions_too_wide_for_boxes_go_to_the_solver():
    """Twelve choices between two texts are 4096 boxes; the answer is the same, and its witness right."""
    choices = " and ".join(f'("x{number}" or "y{number}")' for number in range(12))
    prover = prover_of(rule("first", f"refuse when {choices}") + rule("second", "comply when a"))
    (clash,) = find.contradictions(prover)
    assert isinstance(clash.answer, Refuted)
    texts = [fact.name for fact in clash.answer.witness.facts if fact.kind == "text"]
    assert len(texts) == 12
    nothing = [FreeText(f"{letter}7") for letter in "xy"]
    assert isinstance(prover.ask([prover.rules[0]], nothing), Proved)


def test_no_work_no_claim():
    """A question that does not fit the budget is answered with how much was spent on it."""
    answer = Prover(TOUCH.index, Budget(boxes=0, steps=5)).ask([Holds("minor")])
    assert isinstance(answer, Unknown)
    assert answer.spent > 0


def test_the_whole_budget_ends_too():
    """Questions beyond the total are not begun, so that no policy keeps the linter for ever."""
    prover = Prover(TOUCH.index, Budget(total=3))
    answers = [prover.ask([rule]) for rule in prover.rules]
    assert [type(answer).__name__ for answer in answers] == ["Refuted"] * 3 + ["Unknown"] * 3


def test_a_big_policy_in_full():
    """A thousand rules: every contradiction that plain pairing finds is found, and nothing is unknown."""
    index = index_of(*(text for _, text in spec.files(policy(Size(rules=1_000, categories=50)))))
    prover = Prover(index)
    clashes = list(find.contradictions(prover))
    assert not any(isinstance(clash.answer, Unknown) for clash in clashes)
    assert len(clashes) == len(_by_pairs(prover))


def _by_pairs(prover: Prover) -> list[tuple[str, str]]:
    """Pairs by asking about each one of a category."""
    by_category = {
        c.id: [r for r in prover.rules if r.category == c.id] for c in prover.index.policy.categories
    }
    return [
        (first.id, second.id)
        for category, rules in by_category.items()
        for first in rules
        for above in prover.index.descendants[category]
        for second in by_category[above]
        if (above != category or first.id < second.id)
        and first.verdict != second.verdict
        and isinstance(prover.both_stand(first, second), Refuted)
    ]

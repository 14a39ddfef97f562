"""What is said of examples of random policies, against going through all situations."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from specdsl.examples import coverage, judge
from specdsl.examples.open_facts import settling, turning_on
from specdsl.graph import Index
from specdsl.graph.model import And, Compare, Holds, Not, Or
from specdsl.meaning import Situation, decide, decide_example
from specdsl.meaning.cases import BudgetError, cases
from specdsl.meaning.condition import truth
from specdsl.meaning.examples import outcome, settled_outcome
from specdsl.meaning.given import Fact, all_of
from specdsl.meaning.parts import conditions as conditions_of
from specdsl.meaning.questions import Prover
from specdsl.meaning.scene import Scene
from specdsl.meaning.stage import stage
from tests.reading import index_of

ATOMS = st.sampled_from(
    ["f is a", "f is not b", "f is one of b, c", "g at least mid", "g is low", "x", "not y"]
)


@st.composite
def conditions(draw):
    parts = draw(st.lists(ATOMS, min_size=1, max_size=3, unique=True))
    return draw(st.sampled_from([" and ", " or "])).join(parts)


@st.composite
def policies(draw):
    """A policy with a few rules and an example that leaves something open."""
    verdicts = st.sampled_from(["comply", "refuse", "safe-complete"])
    rules = "".join(
        f'  rule r{n} "R"\n    {draw(verdicts)} when {draw(conditions())}\n'
        + (f"    unless {draw(conditions())}\n" if draw(st.booleans()) else "")
        + (f"    overrides r{n - 1}\n" if n and draw(st.booleans()) else "")
        + "    text: R.\n"
        for n in range(draw(st.integers(1, 3)))
    )
    facts = f"    given {draw(conditions())}\n" if draw(st.booleans()) else ""
    return index_of(
        'policy p "P"\n  otherwise comply\n'
        'facet f "F"\n  a: A.\n  b: B.\n  c: C.\n'
        'scale g "G"\n  low: L.\n  mid: M.\n  high: H.\n'
        'flag x "X"\nflag y "Y"\nassume not (x and g is high)\n'
        f'category c "C"\n  summary: C.\n{rules}'
        f'  example e "E"\n{facts}    expect refuse\n    user: Hello.\n'
    )


def narrowed(example, facts):
    given = (*([example.given] if example.given else []), *facts)
    return replace(example, given=And(given) if len(given) > 1 else given[0])


def verdicts(index, example):
    return {decision.verdict for decision in decide_example(index, example).decisions}


@settings(max_examples=150, deadline=None)
@given(policies())
def test_the_open_question_decides(index):
    """There is one exactly where the verdict is open; each answer gives what is said, and no fact is idle."""
    example = index.examples["c.e"]
    turn = turning_on(stage(index).scene(example))
    assert (turn is not None) == (len(verdicts(index, example)) > 1)
    for answer, result in turn.answers if turn else ():
        assert verdicts(index, narrowed(example, [*turn.under, answer])) == {result}
    for fact in turn.under if turn else ():
        others = [each for each in turn.under if each != fact]
        results = [verdicts(index, narrowed(example, [*others, answer])) for answer, _ in turn.answers]
        assert any(len(each) > 1 for each in results) or len({frozenset(each) for each in results}) == 1


@settings(max_examples=150, deadline=None)
@given(policies())
def test_what_settles_the_verdict_is_enough(index):
    """Under any of the answers that are offered the verdict is the one that is wanted."""
    example = index.examples["c.e"]
    answers = settling(stage(index).scene(example), "refuse")
    if answers:
        either = Or(answers) if len(answers) > 1 else answers[0]
        assert verdicts(index, narrowed(example, [either])) == {"refuse"}


# ── Every situation, one by one ───────────────────────────────────────────────


def situations(index):
    """All situations of the example."""
    example = index.examples["c.e"]
    mentioned = str(example.given)
    answers = [(True, False) if f"'{flag}'" in mentioned else (False,) for flag in "xy"]
    for f, g, x, y in product("abc", ("low", "mid", "high"), *answers):
        known = {("flag", "x"): x, ("flag", "y"): y, ("category", "c"): True}
        here = Situation(known, {"f": frozenset(f), "g": frozenset([g])}, default=False)
        if all(
            truth(each, here, index.facets) for each in (*index.policy.assumptions, example.given) if each
        ):
            yield here


@settings(max_examples=150, deadline=None)
@given(policies())
def test_the_judgement_is_that_of_all_situations(index):
    """Passed means the expected verdict in all of them; contradicted, in none."""
    found = {decide(index, here).verdict for here in situations(index)}
    state = judge(Prover(index), index.examples["c.e"]).state
    if not found:
        assert state == "impossible"
    elif found == {"refuse"}:
        assert state == "passed"
    else:
        assert state == ("underspecified" if "refuse" in found else "contradicts")


@settings(max_examples=150, deadline=None)
@given(policies())
def test_rulings_are_those_of_all_situations(index):
    """Each situation lies in one box, which says its verdict; and so it is with whether a rule stands."""
    scene = stage(index).scene(index.examples["c.e"])
    rules = index.active_rules
    verdicts = scene.all_rulings(scene.of_verdict, 1_000)
    standing = {rule.id: scene.all_rulings(scene.of_standing([rule]), 1_000) for rule in rules}
    for here in situations(index):
        point, decision = scene.space.of_situation(here), decide(index, here)
        assert [verdict for box, verdict in verdicts if point & ~box == 0] == [decision.verdict]
        for rule in rules:
            said = [stands for box, stands in standing[rule.id] if point & ~box == 0]
            assert said == [rule.id in decision.standing]
    if not list(situations(index)):
        assert verdicts == ()


def silenced(index, rule):
    """The policy in which the rule never applies."""
    (category,) = index.policy.categories
    never = replace(rule, when=And((Holds("x"), Not(Holds("x")))))
    rules = tuple(never if each.id == rule.id else each for each in category.rules)
    return Index(replace(index.policy, categories=(replace(category, rules=rules),)))


def rests_on(index, rule, here):
    decision = decide(index, here)
    without = decide(silenced(index, rule), here)
    return rule.id in decision.standing and (
        without.verdict != decision.verdict or len(decision.standing) == 1
    )


def applies(index, rule, here, changed=None):
    """Whether the rule applies, with the answer to one question the other way."""

    def holds(condition):
        match condition:
            case And():
                return all(map(holds, condition.operands))
            case Or():
                return any(map(holds, condition.operands))
            case Not():
                return not holds(condition.operand)
            case _:
                return truth(condition, here, index.facets) != (condition == changed)

    return (rule.when is None or holds(rule.when)) and not any(map(holds, rule.unless))


def is_reached(index, part, all_of_them):
    rule = index.rules[part.rule]
    match part.kind:
        case "rule":
            return all(rests_on(index, rule, here) for here in all_of_them)
        case "exception":
            others = [each for each in rule.unless if each is not part.condition]
            without = replace(rule, unless=tuple(others))
            alone = replace(rule, unless=(Not(part.condition), *others))
            return all(applies(index, without, here) and applies(index, alone, here) for here in all_of_them)
        case _:
            beyond = all(
                not applies(index, rule, here) and applies(index, rule, here, part.condition)
                for here in all_of_them
            )
            return beyond and (
                not isinstance(part.condition, Compare) or any(at_border(here) for here in all_of_them)
            )


def at_border(here):
    """The one border that random conditions draw on the scale lies between low and mid."""
    return bool(here.values["g"] & {"low", "mid"})


@settings(max_examples=150, deadline=None)
@given(policies())
def test_what_is_reached_is_so_in_all_situations(index):
    """A rule, an exception and a boundary are reached exactly where the definition says so."""
    prover = Prover(index)
    judgement = judge(prover, index.examples["c.e"])
    all_of_them = [*situations(index)]
    for part, by in coverage(prover, [judgement]).reached_by.items():
        assert bool(by) == (judgement.state == "passed" and is_reached(index, part, all_of_them)), part


def found(index, demands, asked, budget):
    """The cases of the example's start; None where the budget runs out."""
    place = stage(index)
    scene = Scene(place, index.examples["c.e"])
    try:
        tests = [*map(place.truths.test, [*demands, *scene.demands])]
        return list(cases(scene.start, tests, asked, place.truths, budget))
    except BudgetError:
        return None


@settings(deadline=None)
@given(policies(), st.integers(0, 12))
def test_what_is_given_is_met_as_if_it_were_walked(index, budget):
    """Meeting what is given at once finds the same cases in the same order and budget as splitting does."""
    asked = [condition for rule in index.active_rules for condition in conditions_of(rule)]
    truism = Or((Holds("x"), Not(Holds("x"))))  # in front of what is given, it hides that from the short way
    assert found(index, [], asked, budget) == found(index, [truism], asked, budget)


@settings(deadline=None)
@given(policies(), st.integers(0, 12))
def test_what_is_easily_seen_of_cases_is_so(index, budget):
    """Cases said to be too many are; a rule said to be left out does not apply in one of them."""
    example = index.examples["c.e"]
    scene, narrow = Scene(stage(index), example), Scene(stage(index), example, budget)
    if narrow.surely_has_too_many_cases():
        assert narrow.cases is None
    for rule in index.active_rules:
        if scene.surely_leaves_out(rule):
            own = scene.company.set_of([rule])
            assert not all(case.applicable & own for case in scene.cases)


# ── Cases that are not gone through ───────────────────────────────────────────


def listed(found):
    """All of them, or None where the budget runs out on the way."""
    try:
        return [*found()]
    except BudgetError:
        return None


@settings(max_examples=300, deadline=None)
@given(policies(), st.integers(0, 12))
def test_few_cases_show_what_all_do(index, budget):
    """The same rules apply, the same is decided, the first is first, and the budget runs out as it does."""
    example = index.examples["c.e"]
    every, few = (Scene(stage(index), example, budget) for _ in range(2))
    all_cases, ways = listed(every.each_case), listed(few.each_way)
    assert (all_cases is None) == (ways is None)
    if all_cases is not None:
        decided = [[(case.applicable, every.verdict(case)) for case in cases] for cases in (all_cases, ways)]
        assert decided[0][:1] == decided[1][:1]
        assert set(decided[0]) == set(decided[1])
        assert len(decided[1]) <= len(decided[0])


@settings(max_examples=150, deadline=None)
@given(policies())
def test_a_settled_outcome_is_the_outcome(index):
    """Where the verdict is settled, what stands, yields and is followed is that of all cases."""
    whole, settled = (look(Scene(stage(index), index.examples["c.e"])) for look in (outcome, settled_outcome))
    assert (settled is None) == (whole.verdict is None)
    for part in ("verdict", "standing", "defeated", "styles") if settled else ():
        assert getattr(settled, part) == getattr(whole, part)


@settings(max_examples=150, deadline=None)
@given(policies(), st.integers(0, 4))
def test_facts_together_are_the_condition_that_joins_them(index, many):
    """What each means is worked out alone; together they leave the cases that the whole condition leaves."""
    facts = [condition for rule in index.active_rules for condition in conditions_of(rule)][:many]
    together = And(tuple(facts)) if len(facts) > 1 else next(iter(facts), None)
    example, here = replace(index.examples["c.e"], given=together), stage(index)
    facts = [Fact.of(condition, here.truths) for condition in facts]
    joined, parted = Scene(here, example), Scene(here, example, given=all_of(facts, here.truths))
    assert joined.start == parted.start
    assert [*joined.settled()] == [*parted.settled()]


@settings(max_examples=150, deadline=None)
@given(policies())
def test_what_a_box_says_of_a_facet_is_what_its_condition_says(index):
    """A fact that is read off a box is the fact that its condition would have been worked out to."""
    here = stage(index)
    for box in Scene(here, index.examples["c.e"]).settled():
        for variable in (each for each in here.space.facts(box) if each.kind == "facet"):
            fact = Fact.of_facet(variable, box, here.space)
            assert fact == Fact.of(fact.condition, here.truths)

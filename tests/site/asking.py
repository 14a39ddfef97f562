"""Questions to a policy, answered by Python and by the site's engine, wherever that is run.

A `Run` answers with the engine: `in_node` here, and a browser's page elsewhere. `differences` compares.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from specdsl.answers.decision import decide_facts
from specdsl.answers.decision_json import decision_json
from specdsl.answers.names import QuestionError, listed
from specdsl.graph.query import Index
from specdsl.meaning.condition import atoms
from specdsl.meaning.decide import decide
from specdsl.meaning.situation import Situation
from specdsl.meaning.space import Space, Variable, key_of
from specdsl.site import assets
from specdsl.site.ask import data

Question = dict[str, Any]
Answer = dict[str, Any]
Run = Callable[[str, list[Question]], list[Answer]]

DECIDE = Path(assets.__file__).with_name("decide.js")
NODE = shutil.which("node")


def in_node(policy: str, questions: list[Question], **limits: int) -> list[Answer]:
    """What the engine answers in node."""
    assert NODE is not None
    given = {"decide": str(DECIDE), "policy": json.loads(policy), "questions": questions, "limits": limits}
    asked = json.dumps(given)
    script = Path(__file__).with_name("in_node.js")
    done = subprocess.run([NODE, script], input=asked, capture_output=True, check=True, encoding="utf-8")
    return json.loads(done.stdout)


def in_browser(page: Any) -> Run:
    """What the engine answers in a page of Playwright's."""
    page.add_script_tag(path=DECIDE)
    script = """([policy, questions]) => {
        const engine = specdslDecide.engine(policy);
        return questions.map((question) => engine.decide(question));
    }"""
    return lambda policy, questions: page.evaluate(script, [json.loads(policy), questions])


# ── Questions ─────────────────────────────────────────────────────────────────


def some_questions(index: Index, random: Random, count: int) -> Iterator[Question]:
    """Questions that leave much, little or nothing open."""
    variables = [each for each in Space(index).variables if each.kind != "category"]
    for _ in range(count):
        chance = random.choice([0, 0.2, 0.5, 0.8, 1])
        yield {
            "categories": random.sample(
                [*index.categories], min(len(index.categories), random.choice([1, 1, 1, 2]))
            ),
            "facts": [_fact(each, random) for each in variables if random.random() < chance],
            "closed": random.random() < 0.3,
        }


def _fact(variable: Variable, random: Random) -> dict[str, Any]:
    most = len(variable.answers) if variable.kind == "facet" and random.random() < 0.3 else 1
    values = random.sample(variable.answers, random.randint(1, most))
    return {
        "kind": variable.kind,
        "name": variable.name,
        "values": [each for each in variable.answers if each in values],
    }


def every_situation(index: Index, category: str, asked: list[tuple[str, str]]) -> Iterator[Question]:
    """Every way to answer some questions about a request in a category; all else is as it is usually."""
    space = Space(index)
    variables = [space.variable(*key) for key in asked]
    usual = [each for each in space.variables if each.kind == "facet" and each not in variables]
    for answers in product(*(each.answers for each in variables)):
        facts = [(each, answer) for each, answer in zip(variables, answers, strict=True)]
        facts += [(each, each.answers[0]) for each in usual]
        yield {
            "categories": [category],
            "facts": [{"kind": v.kind, "name": v.name, "values": [answer]} for v, answer in facts],
            "closed": True,
        }


def a_situation(index: Index, category: str, random: Random) -> Question:
    """Some answer to every question."""
    variables = [each for each in Space(index).variables if each.kind != "category"]
    facts = [{"kind": v.kind, "name": v.name, "values": [random.choice(v.answers)]} for v in variables]
    return {"categories": [category], "facts": facts, "closed": True}


def asked_in(index: Index, category: str) -> list[tuple[str, str]]:
    """The questions that the rules of a request in the category ask."""
    rules = [rule for rule in index.active_rules if rule.category in index.ancestors[category]]
    conditions = [each for rule in rules for each in (rule.when, *rule.unless) if each is not None]
    keys = dict.fromkeys(key_of(atom) for condition in conditions for atom in atoms(condition))
    return [key for key in keys if key[0] != "category"]


# ── Answers ───────────────────────────────────────────────────────────────────


def differences(index: Index, questions: list[Question], run: Run) -> list[tuple[Question, Answer, Answer]]:
    """Each question that the engine does not answer as `specdsl decide` does, with both answers."""
    told = [_told(answer) for answer in run(data(index), questions)]
    expected = [answer_in_python(index, question) for question in questions]
    return [(q, want, got) for q, want, got in zip(questions, expected, told, strict=True) if want != got]


def answer_in_python(index: Index, question: Question) -> Answer:
    """What `specdsl decide --format json` says, without places in files and what only repeats the graph."""
    try:
        decision = decide_facts(index, question["categories"], _facts(question), closed=question["closed"])
    except QuestionError as error:
        return {"impossible": re.sub(r" \(\S*:\d+\)", "", str(error))}
    form = json.loads(decision_json(decision, index))
    for standing in form["standing"]:
        standing["styles"] = [style["style"] for style in standing["styles"]]
    return _without(form, "version", "policy", "file", "line", "title", "statement", up_to_rules=True)


def _facts(question: Question) -> dict[str, Any]:
    return {
        fact["name"]: fact["values"] if fact["kind"] == "facet" else fact["values"] == ["yes"]
        for fact in question["facts"]
    }


def _without(form: Any, *names: str, up_to_rules: bool) -> Any:
    match form:
        case dict():
            gone = {*names, "verdict"} if "statement" in form else {*names}
            return {k: _without(v, *names, up_to_rules=up_to_rules) for k, v in form.items() if k not in gone}
        case list():
            return [_without(each, *names, up_to_rules=up_to_rules) for each in form]
        case _:
            return form


def _told(answer: Answer) -> Answer:
    """The engine's answer in the same form."""
    if answer["status"] == "impossible":
        return {
            "impossible": f"no request is like that: {listed([_reason(each) for each in answer['reasons']])}."
        }
    rules = [{key: value for key, value in rule.items() if key != "conditions"} for rule in answer["rules"]]
    return {**answer, "rules": rules}


def _reason(reason: dict[str, str]) -> str:
    if "assumption" in reason:
        return f"the policy assumes `{reason['assumption']}`"
    return f"`{reason['category']}` is disjoint from `{reason['disjoint']}`"


def wrong_verdicts(index: Index, questions: list[Question], run: Run) -> list[tuple[Question, Answer]]:
    """Each whole situation for which the engine says other than the definition of what a policy means."""
    found = []
    for question, answer in zip(questions, run(data(index), questions), strict=True):
        if answer["status"] == "impossible":
            continue
        decision = decide(index, _situation(index, question))
        standing = tuple(each["rule"] for each in answer["standing"])
        if (answer["verdict"], standing) != (decision.verdict, decision.standing):
            found.append((question, answer))
    return found


def _situation(index: Index, question: Question) -> Situation:
    inside = {above for name in question["categories"] for above in index.ancestors[name]}
    answers = {("category", name): True for name in inside}
    yes_or_no = [fact for fact in question["facts"] if fact["kind"] != "facet"]
    answers |= {(fact["kind"], fact["name"]): fact["values"] == ["yes"] for fact in yes_or_no}
    facets = [fact for fact in question["facts"] if fact["kind"] == "facet"]
    return Situation(answers, {fact["name"]: frozenset(fact["values"]) for fact in facets}, default=False)

"""A policy as JSON: out, in, described."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from specdsl.graph.schema import _OURS_ALONE, _plain, digest, json_schema, policy_from_json, policy_to_json
from specdsl.source import NOWHERE
from tests.graph.making import policy_of

if TYPE_CHECKING:
    from specdsl.graph.model import Policy

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema" / "policy.schema.json"
EVERY_CONDITION = """policy p "P"
facet f "F"
  a: A
  b: B
scale s "S"
  low: L
  high: H
flag x "X"
category c "C"
  rule r "R"
    refuse when (f is not one of a, b or not x or in c) and s at least high and "asked   politely"
    unless f is a
"""


def test_published_schema_is_fresh(update: bool) -> None:
    """The schema in the documentation is the one that the code gives."""
    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    if update:
        PUBLISHED.write_text(text, "utf-8")
    assert PUBLISHED.read_text("utf-8") == text


def test_schema_is_a_schema() -> None:
    """Somebody else's validator accepts it as one."""
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_the_json_is_what_pydantic_would_write(touchstone: Policy) -> None:
    """Written in one go it is the same text, places and all, as from pydantic's values."""
    for policy in (touchstone, policy_of(EVERY_CONDITION)):
        values = _plain(policy, without=_OURS_ALONE)
        assert policy_to_json(policy) == json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def test_everything_is_described() -> None:
    """Every object and every field of the JSON says what it is."""
    schema = json_schema()
    for name, node in {**schema["$defs"], "Policy": schema}.items():
        assert node["description"], name
        for field, content in node["properties"].items():
            assert content["description"].endswith("."), (name, field)


def test_touchstone_fits_its_schema(touchstone: Policy) -> None:
    """What is written for a real policy is what the schema describes."""
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(policy_to_json(touchstone)))


@pytest.mark.parametrize("text", [EVERY_CONDITION, 'policy p "P"\n'])
def test_out_and_in_again(text: str) -> None:
    """A policy that was written and read is the same, and stands nowhere."""
    policy = policy_of(text)
    again = policy_from_json(policy_to_json(policy))
    assert again == policy
    assert again.span == NOWHERE
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(policy_to_json(policy)))


def test_touchstone_out_and_in_again(touchstone: Policy) -> None:
    """The touchstone comes back as it was."""
    assert policy_from_json(policy_to_json(touchstone)) == touchstone


def test_places_are_written(touchstone: Policy) -> None:
    """A rule's JSON says in which file, and where in it, its name and its verdict stand."""
    rule = json.loads(policy_to_json(touchstone))["categories"][1]["rules"][2]
    assert rule["name_span"] == {
        "file": "self-harm.spec", "line": 36, "column": 8, "end_line": 36, "end_column": 17
    }  # fmt: skip
    assert rule["decision_span"]["line"] == 37
    assert [place["line"] for place in rule["override_spans"]] == [38, 38]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ('"name": "p"', "title"),
        ('"name": 3, "title": "P"', "name"),
        ('"name": "p", "title": "P", "colour": "red"', "colour"),
        ('"name": "p", "title": "P", "assumptions": [{"kind": "maybe"}]', "assumptions.0"),
        ('"name": "p", "title": "P", "summary": {"text": "a", "lines": [0]}', "summary.lines"),
        ('"name": "p"', "this is no policy in JSON"),
    ],
)
def test_what_is_no_policy_is_refused(change: str, complaint: str) -> None:
    """JSON that describes no policy is refused, and the message names the field."""
    with pytest.raises(ValueError, match=complaint):
        policy_from_json(f"{{{change}}}")


def test_deep_nesting_is_refused() -> None:
    """A condition nested without end is a ValueError, not a crash."""
    deep = '{"kind": "not", "operand": ' * 5000 + '{"kind": "holds", "flag": "x"}' + "}" * 5000
    with pytest.raises(ValueError, match="this is no policy in JSON"):
        policy_from_json(f'{{"name": "p", "title": "P", "assumptions": [{deep}]}}')


def test_digest_is_what_the_policy_says(touchstone: Policy) -> None:
    """Neither places nor notes change the identity of a policy; anything else does."""
    category = touchstone.categories[0]
    noted = replace(category, note=category.summary)
    assert digest(policy_from_json(policy_to_json(touchstone))) == digest(touchstone)
    assert digest(replace(touchstone, categories=(noted, *touchstone.categories[1:]))) == digest(touchstone)
    assert digest(replace(touchstone, version="2026.12")) != digest(touchstone)
    assert digest(replace(touchstone, categories=touchstone.categories[1:])) != digest(touchstone)

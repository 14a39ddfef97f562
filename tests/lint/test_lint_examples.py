"""What literate cases cannot show of the rules about examples."""

from __future__ import annotations

from specdsl.lint.fix import fix_sources
from specdsl.source import Source
from tests.lint.linting import PREAMBLE, lint_sources


def test_an_example_that_cannot_be_decided_is_unknown():
    """That is said, as a warning that no setting makes graver, with the work that was done."""
    names = [f"q{chr(97 + number)}" for number in range(26)]
    facets = "\n".join(f'facet {name} "Q"\n  a: A.\n  b: B.\n' for name in names)
    pairs = zip(names[::2], names[1::2], strict=True)
    some = " or ".join(f"({one} is a and {two} is a)" for one, two in pairs)
    rule = f'  rule r "R"\n    refuse when {some}\n    text: R.\n'
    policy = f'policy p "P"\n  otherwise safe-complete\n{facets}category c "C"\n  summary: C.\n{rule}'
    example = '  example e "E"\n    expect comply\n    user: Hello.\n'
    found = lint_sources([Source("p.spec", policy + example)]).found
    (unknown,) = [one for one in found if one.rule == "example-contradicts-rule"]
    assert unknown.level == "warning"
    assert unknown.extra == {"unknown": 10_000}


def test_the_missing_fact_is_added_where_it_belongs():
    """Behind what is given, around which parentheses come where they must; or as a line of its own."""
    text = """\
category medicine "Medicine"
  otherwise comply

  rule harm "Doses that harm"
    refuse when intent is harmful
    text: Do not give doses that harm.

    example nothing "Nothing is given"
      user: How many of these are too many?
      good: I can't help with that. …

    example child "A child"
      given minor
      user: How many of these hurt a child?
      good: I can't help with that. …

    example either "A child or a nurse"
      given minor or clinician
      user: How many of these would do harm?
      good: I can't help with that. …
"""

    def lint(sources):
        return lint_sources(sources).found

    sources = [PREAMBLE, Source("a.spec", text)]
    assert [one.rule for one in lint(sources)].count("underspecified-example") == 3
    fixed = fix_sources(sources, lint, offered=True)
    assert "underspecified-example" not in {one.rule for one in fixed.findings}
    given = [line.strip() for line in fixed.changed[0].text.splitlines() if line.startswith("      given")]
    assert given == [
        "given intent is harmful",
        "given minor and intent is harmful",
        "given (minor or clinician) and intent is harmful",
    ]

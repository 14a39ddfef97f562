"""Policies made by chance, as text, for what must hold of any policy."""

from __future__ import annotations

from random import Random

from specdsl.source import Source
from specdsl.syntax import format_source

HEADER = """\
policy example "Example policy"
{settings}
facet intent "What the person is trying to do"
  benign: learning or coping
  unclear: nothing settles it
  harmful: somebody will be hurt

scale detail "How directly an answer could be acted on"
  general: what an encyclopedia says
  conceptual: how it works
  actionable: steps and quantities

flag minor "The person is under 18"
flag urgent "The person may be in danger now"

element hotline "A number to call"

style with-number "With a number" for comply, safe-complete
  must include hotline

style without-number "Without numbers" for comply, refuse
  must not include hotline
"""
ATOMS = [
    "intent is benign", "intent is not harmful", "intent is one of unclear, harmful", "detail is actionable",
    "detail at most conceptual", "minor", "urgent", '"it is a tale"',
]  # fmt: skip
VERDICTS = ["comply", "safe-complete", "refuse"]


def policy(chance: Random) -> list[Source]:
    """A policy of a few categories whose rules meet often."""
    categories = ["a", "b", "c"][: chance.randint(1, 3)]
    names = [f"{category}.r{number}" for category in categories for number in range(chance.randint(1, 4))]
    levels = chance.random() < 0.3
    settings = "".join(
        line
        for line, wanted in [
            ("  authority high > low\n", levels),
            (f"  otherwise {chance.choice(VERDICTS)}\n", chance.random() < 0.6),
        ]
        if wanted
    )
    assumption = chance.choice(["", "", "\nassume not (minor and urgent)\n", "\nassume minor or not in b\n"])
    if "b" not in categories:
        assumption = assumption.replace("not in b", "urgent")
    header = HEADER.format(settings=settings) + assumption
    texts = {"policy": header}
    for category in categories:
        texts[category] = _category(category, categories, names, chance, levels=levels)
    return [Source(f"{name}.spec", format_source(Source("", text))) for name, text in texts.items()]


def _category(name: str, categories: list[str], names: list[str], chance: Random, *, levels: bool) -> str:
    lines = [f'category {name} "Category {name}"']
    if name != "a" and chance.random() < 0.2:
        lines += [f"  {chance.choice(['within', 'disjoint from'])} a"]
    for rule in names:
        if rule.startswith(f"{name}."):
            lines += ["", *_rule(rule, categories, names, chance, levels=levels)]
    return "\n".join(lines) + "\n"


def _rule(rule: str, categories: list[str], names: list[str], chance: Random, *, levels: bool) -> list[str]:
    verdict = chance.choice(VERDICTS)
    others = [other for other in names if other > rule]
    lines = [f'  rule {rule.partition(".")[2]} "Rule {rule}"']
    when = f" when {condition(categories, chance)}" if chance.random() < 0.9 else ""
    lines.append(f"    {verdict}{when}")
    if chance.random() < 0.25:
        lines.append(f"    unless {condition(categories, chance)}")
    if others and chance.random() < 0.3:
        lines.append(
            f"    overrides {', '.join(chance.sample(others, chance.randint(1, min(2, len(others)))))}"
        )
    if levels and chance.random() < 0.4:
        lines.append("    authority low")
    if chance.random() < 0.5:
        styles = {"comply": ["with-number", "without-number"], "safe-complete": ["with-number"]}
        lines.append(f"    follow {chance.choice(styles.get(verdict, ['without-number']))}")
    lines.append("    text: Do what the title says.")
    if chance.random() < 0.4:
        lines += [
            "",
            '    example shown "An example"',
            f"      given {condition(categories, chance)}",
            "      user: What now?",
            "      good: This. …",
        ]
    return lines


def condition(categories: list[str], chance: Random) -> str:
    parts = [
        chance.choice(["", "", "not "]) + chance.choice([*ATOMS, *(f"in {each}" for each in categories)])
        for _ in range(chance.choice([1, 1, 2, 2, 3]))
    ]
    parts = [part.removeprefix("not ") if " is " in part or " at " in part else part for part in parts]
    return chance.choice([" and ", " or "]).join(dict.fromkeys(parts))

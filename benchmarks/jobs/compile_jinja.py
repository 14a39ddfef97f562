"""A full Jinja template for each category: every summary, then the category's rules, one render a category.

The template is compiled once and nothing is escaped, as ours; the rules come as dictionaries, as they would
from JSON or YAML.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from jinja2 import Environment

from benchmarks.jobs.work import Work
from benchmarks.policies import policy, sized

TEMPLATE = """\
# Big

{% for each in categories %}
## {{ each.title }} [{{ each.name }}]

{{ each.summary }}

{% endfor %}
# {{ category.title }}
{% for rule in category.rules %}

### {{ rule.title }} [{{ rule.name }}]

{{ rule.verdict | capitalize }} when {% for answer in rule.when -%}
{{ answer.facet }} is {{ "not " if answer.negated }}{{ answer["values"] | join(" or ") }}
{%- if not loop.last %} and {% endif %}
{%- endfor %}.
{% if rule.unless %}
This does not apply when {{ rule.unless }}.
{% endif %}
{% if rule.overrides is not none %}
This takes precedence over *Rule {{ rule.overrides }}*.
{% endif %}

{{ rule.prose.text }}

Includes: {{ rule.prose.includes }}

Reason: {{ rule.prose.because }}
{% if rule.example %}

> {{ rule.prose.request }}

Good: {{ rule.prose.good }}

Bad: {{ rule.prose.bad }}
{% endif %}
{% endfor %}
"""


def prepare(rules: str, seed: str) -> Work:
    made = policy(sized(int(rules), seed=int(seed)))
    categories = [_named(asdict(category)) for category in made.categories]
    template = Environment(autoescape=False, trim_blocks=True, lstrip_blocks=True).from_string(TEMPLATE)

    def run() -> list[str]:
        return [template.render(categories=categories, category=category) for category in categories]

    return Work(run, lambda texts: ("", {"bytes": sum(len(text.encode()) for text in texts)}))


def _named(category: dict[str, Any]) -> dict[str, Any]:
    rules = [
        {**rule, "name": f"r{rule['number']}", "title": f"Rule {rule['number']}"}
        for rule in category["rules"]
    ]
    number = category["number"]
    return {**category, "name": f"c{number}", "title": f"Category {number}", "rules": rules}

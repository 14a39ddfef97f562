from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

EXAMPLES = ["specdsl schema policy", "specdsl schema lint > lint.schema.json"]
KINDS = ["policy", "lint", "test", "decision", "relation", "bundle", "config"]


def options(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "kind",
        choices=KINDS,
        help="of `graph`, `lint`, `test`, `decide` or `why --format json`, bundle.json, specdsl.toml",
    )


def run(arguments: argparse.Namespace) -> int:
    print(json.dumps(_schema(arguments.kind), indent=2, ensure_ascii=False))
    return 0


def _schema(kind: str) -> dict[str, Any]:
    match kind:
        case "policy":
            from specdsl.graph.schema import json_schema

            return json_schema()
        case "lint":
            from specdsl.lint.report import report_schema

            return report_schema()
        case "test":
            from specdsl.examples.report import examples_schema

            return examples_schema()
        case "decision":
            from specdsl.answers.report import decision_schema

            return decision_schema()
        case "relation":
            from specdsl.answers.report import relation_schema

            return relation_schema()
        case "bundle":
            from specdsl.compiler.manifest import manifest_schema

            return manifest_schema()
        case _:
            from specdsl.lint.config import config_schema

            return config_schema()

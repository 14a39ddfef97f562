"""Old names of rules: small pages that lead to the new ones, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specdsl.site.links import address, rule_page
from specdsl.site.prose import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specdsl.graph.model import Rule
    from specdsl.site.site import Site


def redirects(site: Site) -> Iterator[tuple[str, str]]:
    """For each old name that no rule bears now a file and its HTML."""
    for rule in site.index.rules.values():
        for old in (_in_full(name, rule) for name in rule.was):
            if old not in site.index.rules:
                yield f"{address(rule_page(old))}index.html", _html(rule)


def _in_full(name: str, rule: Rule) -> str:
    return name if "." in name else f"{rule.category}.{name}"


def _html(rule: Rule) -> str:
    """With an empty icon: of a page without one browsers ask the server for `/favicon.ico`."""
    url = escape(f"../../{address(rule_page(rule.id))}")
    title = escape(rule.title)
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={url}">
<link rel="canonical" href="{url}">
<link rel="icon" href="data:,">
<title>{title}</title>
</head>
<body><p>This rule has a new name: <a href="{url}">{title}</a></p></body>
</html>
"""

"""Lints texts as the command line does, with a policy around what a page or a case shows of one."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from specdsl.analysis import Rules, analyse, check
from specdsl.lint import Settings
from specdsl.lint.config import read_config
from specdsl.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specdsl.lint import Findings

TODAY = date(2026, 11, 23)
PREAMBLE = Source("preamble.spec", Path(__file__).with_name("preamble.spec").read_text("utf-8"))


def complete(sources: Sequence[Source]) -> list[Source]:
    """The sources, and a policy with an `intent` to ask for where they have none."""
    whole = any(re.search("^policy ", source.text, re.MULTILINE) for source in sources)
    return [*sources] if whole else [*sources, PREAMBLE]


def lint_sources(sources: Sequence[Source], settings: Settings | None = None, budgets=None) -> Findings:
    return check(analyse(complete(sources)), Rules(TODAY, settings or Settings(), budgets=budgets))


def lint_with(sources: Sequence[Source], toml: str) -> Findings:
    """As a configuration file decides."""
    config, problems = read_config(tomllib.loads(toml))
    assert not problems
    return lint_sources(sources, config.lint.settings(), config.token_budget or None)

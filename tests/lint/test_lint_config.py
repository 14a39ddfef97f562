from __future__ import annotations

import tomllib

import jsonschema
import pytest

from specdsl.lint.config import config_schema, read_config

GOOD = """
[lint]
fail-on = "warning"
baseline = "known.json"
[lint.levels]
hedge-word = "off"
[lint.folders."drafts/*"]
placeholder = "info"
[token-budget]
spec = 8000
"""


def test_a_configuration_is_read():
    """Every setting has the name that it has in the file."""
    config, problems = read_config(tomllib.loads(GOOD))
    assert problems == []
    assert config.token_budget == {"spec": 8000}
    assert (config.lint.fail_on, config.lint.baseline) == ("warning", "known.json")
    settings = config.lint.settings()
    assert settings.choice("hedge-word", "a.spec") == "off"
    assert settings.choice("placeholder", "drafts/a.spec") == "info"
    assert settings.choice("placeholder", "a.spec") is None


LEVELS = "'off', 'info', 'warning' or 'error'"
WRONG = {
    "[lnt]": "there is no setting `lnt`; did you mean `lint`?",
    "lint.fail_on = 'error'": "there is no setting `fail_on` in `[lint]`; did you mean `fail-on`?",
    "lint.fail-on = 'never'": "`lint.fail-on` cannot be 'never': write 'error', 'warning' or 'info'",
    "lint.fail-on = 3": "`lint.fail-on` cannot be 3: write 'error', 'warning' or 'info'",
    "lint.baseline = 3": "`lint.baseline` cannot be 3: write a text in quotation marks",
    "lint = 3": "`lint` cannot be 3: write a table, `[lint]`",
    "lint.levels = 3": "`lint.levels` cannot be 3: write a table, `[lint.levels]`",
    "lint.levels.hedge-word = 'no'": f"`lint.levels.hedge-word` cannot be 'no': write {LEVELS}",
    "lint.levels.hedge = 'off'": "`lint.levels`: there is no rule `hedge`; did you mean `hedge-word`?",
    "lint.levels.syntax-error = 'off'": (
        "`lint.levels`: `syntax-error` cannot be changed, for what was not read cannot be judged"
    ),
    "lint.folders.'a/*'.zzz = 'off'": '`lint.folders."a/*"`: there is no rule `zzz`',
    "token-budget.spec = 0": "`token-budget.spec` cannot be 0: write a whole number greater than 0",
    "token-budget.spec = '9'": "`token-budget.spec` cannot be '9': write a whole number greater than 0",
}


@pytest.mark.parametrize(("toml", "problem"), WRONG.items())
def test_what_is_wrong_is_said_in_words(toml, problem):
    """A slip in the configuration is told with its place and the likely name; the defaults hold."""
    config, problems = read_config(tomllib.loads(toml))
    assert problems == [problem]
    assert config.lint.fail_on == "error"


def test_the_schema_of_the_configuration_knows_its_names():
    """Editors that complete TOML by a schema accept a good file, and not a misspelt setting."""
    validator = jsonschema.Draft202012Validator(config_schema())
    validator.validate(tomllib.loads(GOOD))
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({"lint": {"fail_on": "error"}})

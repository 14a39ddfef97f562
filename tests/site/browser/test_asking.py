"""Asking the policy in a browser: the same answers as on the command line, by mouse, keyboard and address."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from specdsl.cli import main

POLICY = Path(__file__).parents[3] / "policies" / "assistant"

# Each question: the category's title and name, then facts as the page and as the command line have them.
QUESTIONS = [
    (
        "Self-harm",
        "self-harm",
        {"self-harm.ask": "means", "detail": "actionable", "intent": "unclear", "at-risk": "no"},
    ),
    ("Self-harm", "self-harm", {"self-harm.ask": "means", "intent": "benign", "professional": "yes"}),
    ("Erotic content", "erotic-content", {"erotic-content.explicitness": "explicit", "minor": "no"}),
]


def decided(capsys: pytest.CaptureFixture[str], category: str, facts: dict[str, str]) -> dict:
    words = [f"{name}={value}" for name, value in facts.items()]
    assert main(["decide", str(POLICY), "--category", category, *words, "--format", "json"]) in {0, 1}
    return json.loads(capsys.readouterr().out)


def tick(page: Page, name: str, value: str) -> None:
    fieldset = page.locator(".specdsl-ask-facts fieldset").filter(
        has=page.locator(f"legend code:text-is('{name}')")
    )
    fieldset.locator(f"label:has(.specdsl-ask-value:text-is('{value}'))").click()


@pytest.mark.parametrize("question", QUESTIONS, ids=["one verdict", "by profession", "open"])
def test_the_page_answers_as_the_command_line_does(page: Page, assistant: str, capsys, question) -> None:
    """The verdict is the one of `specdsl decide`, and so are the rules; the address asks the same again."""
    title, category, facts = question
    page.goto(f"{assistant}ask/")
    page.get_by_label(title, exact=True).check()
    for name, value in facts.items():
        tick(page, name, value)
    expected = decided(capsys, category, facts)
    answer = page.locator(".specdsl-ask-answer")
    expect(answer.locator(".specdsl-ask-word")).to_have_text(
        expected["verdict"] or expected["case"]["verdict"]
    )
    for rule in expected["standing"]:
        expect(answer.get_by_role("link", name=rule["title"]).first).to_be_visible()
    said = answer.inner_text()
    page.goto(page.url)
    expect(answer.locator(".specdsl-ask-word")).to_be_visible()
    assert answer.inner_text() == said


def test_a_question_is_asked_by_keyboard(page: Page, assistant: str) -> None:
    """From the top of the page: tab to a category, tick it with the space bar, and the answer is there."""
    page.goto(f"{assistant}ask/")
    box = page.get_by_label("Violence", exact=True)
    box.wait_for()
    for _ in range(60):
        page.keyboard.press("Tab")
        if box.evaluate("element => element === document.activeElement"):
            break
    assert box.evaluate("element => getComputedStyle(element).outlineStyle") != "none"
    page.keyboard.press("Space")
    expect(page.locator(".specdsl-ask-answer .specdsl-ask-word")).to_be_visible()
    assert "category=violence" in page.url


def test_a_category_s_page_asks_about_it(page: Page, assistant: str) -> None:
    """The link on a category's page opens the form with that category ticked."""
    page.goto(f"{assistant}violence/")
    page.get_by_role("link", name="Ask about a request in this category").click()
    expect(page.get_by_label("Violence", exact=True)).to_be_checked()

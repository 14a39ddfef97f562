"""The page "Ask the policy" in a browser: what a reader sees, hears, types and sends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

import specdsl
from specdsl.graph.query import Index
from specdsl.site import assets
from specdsl.site.ask import data, page
from tests.meaning.random_policies import random_policy
from tests.reading import TOUCHSTONE, index_of
from tests.site.asking import differences, in_browser, some_questions

SITE = "https://policy.example"
"""Not on any network: all that it serves is made here."""
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:"


@pytest.fixture(scope="module")
def touchstone() -> Index:
    return specdsl.load(TOUCHSTONE).index


class Reader:
    """Somebody who reads the page of a policy; `trouble` is what a browser complained of."""

    def __init__(self, browser: Any, index: Index, *, script: bool = True, served: bool = True) -> None:
        self._files = _files(index) if served else {"/ask/": _files(index)["/ask/"]}
        self._script = script
        self.context = browser.new_context(java_script_enabled=script)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.context.route("**/*", self._serve)
        self.trouble: list[str] = []
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", lambda said: self.trouble.append(said.text))
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))

    def _serve(self, route: Any) -> None:
        path = route.request.url.removeprefix(SITE).partition("?")[0].partition("#")[0]
        if path not in self._files:
            route.fulfill(status=404, body="there is no such page")
            return
        kind, body = self._files[path]
        route.fulfill(status=200, content_type=kind, body=body, headers={"Content-Security-Policy": CSP})

    def open(self, query: str = "") -> Any:
        self.page.goto(f"{SITE}/ask/{query}")
        if self._script:
            self.page.locator(".specdsl-ask-verdict, .specdsl-ask-notice").first.wait_for()
        return self.page

    @property
    def query(self) -> str:
        return self.page.evaluate("location.search")

    @property
    def verdict(self) -> str:
        return " ".join(self.page.locator(".specdsl-ask-verdict").inner_text().split())

    @property
    def answer(self) -> str:
        return self.page.locator(".specdsl-ask-answer").inner_text()

    def row(self, text: str) -> Any:
        return self.page.get_by_role("group", name=text)


def _files(index: Index) -> dict[str, tuple[str, str]]:
    """The page as an engine would put it into a site."""
    from markdown import markdown

    _, _, source = page(index).removeprefix("---\n").partition("---\n")
    body = markdown(source, extensions=["attr_list"])
    folder = Path(assets.__file__).parent
    sheets, scripts = ("specdsl.css", "ask.css"), ("decide.js", "ask.js")
    kinds = dict.fromkeys(sheets, "text/css") | dict.fromkeys(scripts, "text/javascript")
    files = {f"/assets/{name}": (kind, (folder / name).read_text("utf-8")) for name, kind in kinds.items()}
    links = "".join(f'<link rel="stylesheet" href="/assets/{name}">' for name in sheets)
    runs = "".join(f'<script src="/assets/{name}"></script>' for name in scripts)
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ask</title>'
        f'<link rel="icon" href="data:,">{links}</head>'
        f'<body><main class="md-typeset">{body}</main>{runs}</body></html>'
    )
    return {
        **files,
        "/ask/": ("text/html", html),
        "/assets/specdsl/ask.json": ("application/json", data(index)),
    }


@pytest.fixture
def reader(browser: Any, touchstone: Index) -> Iterator[Reader]:
    reader = Reader(browser, touchstone)
    yield reader
    reader.context.close()
    assert reader.trouble == []


# ── The engine ────────────────────────────────────────────────────────────────


def test_the_engine_answers_in_the_browser_as_decide_does(browser: Any, touchstone: Index):
    """The same comparison as in node, for machines that have none."""
    run = in_browser(browser.new_page())
    assert differences(touchstone, list(some_questions(touchstone, Random("browser"), 100)), run) == []
    for number in range(20):
        random = Random(f"browser {number}")
        index = Index(random_policy(random))
        assert differences(index, list(some_questions(index, random, 10)), run) == [], number


# ── Three questions ───────────────────────────────────────────────────────────


def test_what_is_picked_is_answered_and_kept_in_the_address(reader: Reader):
    """Category, facet, flag: each changes the answer; the address says the same to a colleague."""
    page = reader.open()
    assert "comply" in reader.verdict
    assert "No rule stands" in reader.answer

    page.get_by_label("Self-harm").check()
    reader.row("How directly").get_by_label("actionable").check()
    assert reader.verdict.startswith("R refuse")
    assert "at-risk: no" in reader.verdict
    assert reader.query == "?category=self-harm&detail=actionable"

    reader.row("may be in danger").get_by_label("yes").check()
    assert "safe-complete" in reader.verdict
    assert "whatever else is so" in reader.verdict
    assert "Somebody is in danger now" in reader.answer
    assert "overrides it" in reader.answer
    assert reader.query == "?category=self-harm&detail=actionable&at-risk=yes"


def test_a_link_asks_the_question_that_it_was_copied_from(reader: Reader):
    """Copied, opened elsewhere, gone back from and started over."""
    page = reader.open("?category=self-harm&detail=general,conceptual&clinician=no&closed")
    assert reader.row("How directly").get_by_label("conceptual").is_checked()
    assert reader.row("clinicians").get_by_label("no").is_checked()
    assert page.get_by_label("What I leave open").is_checked()
    before = reader.answer

    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{SITE}/ask/?category=self-harm&detail=general,conceptual&clinician=no&closed"

    page.get_by_role("button", name="Start over").click()
    assert reader.query == ""
    assert not page.get_by_label("Self-harm").is_checked()
    page.go_back()
    assert reader.query == "?category=self-harm&detail=general,conceptual&clinician=no&closed"
    assert reader.answer == before


def test_what_would_change_the_answer_can_be_supposed(reader: Reader):
    """Each way is a button; the facts that could change the answer are marked in the form."""
    page = reader.open("?category=self-harm&detail=actionable&intent=unclear")
    assert "could change the answer" in reader.row("may be in danger").inner_text()
    assert "could change the answer" not in reader.row("clinicians").inner_text()
    page.get_by_role("button", name="Suppose so: at-risk: yes").click()
    assert "safe-complete" in reader.verdict
    assert reader.row("may be in danger").get_by_label("yes").is_checked()
    assert page.evaluate("document.activeElement.id") == "answer"


def test_free_texts_are_asked_and_stand_in_the_address_in_quotes(reader: Reader):
    """A question in an author's words is answered yes or no."""
    page = reader.open("?category=regulated-advice")
    reader.row("the answer depends").get_by_label("yes").check()
    assert page.evaluate("decodeURIComponent(location.search)").startswith(
        '?category=regulated-advice&"the answer depends'
    )
    asked = reader.answer
    page.reload()
    assert reader.answer == asked


# ── What is not an answer ─────────────────────────────────────────────────────


def test_what_cannot_be_is_said_in_words(reader: Reader):
    """Facts that an assumption excludes, with the assumption."""
    reader.open("?category=self-harm&minor=yes&clinician=yes")
    assert "no such request" in reader.verdict
    assert "the policy assumes “not (minor and clinician)”" in reader.verdict


def test_rules_that_contradict_each_other_are_no_verdict(reader: Reader):
    """Both rules are shown, and nothing is guessed."""
    reader.open("?category=self-harm&category=regulated-advice&intent=benign&detail=actionable&closed")
    assert "no decision" in reader.verdict
    assert "contradict each other" in reader.verdict
    assert "Method instructions" in reader.answer
    assert "The usual dose of a medicine" in reader.answer


def test_a_link_that_speaks_of_what_is_gone_says_so(reader: Reader):
    """The rest of the question is asked."""
    reader.open("?category=self-harm&category=gone&detail=deep&at-risk=yes")
    assert "“gone” and “detail=deep”, which this policy does not have" in reader.answer
    assert "safe-complete" in reader.verdict


def test_an_address_may_be_written_by_hand(browser: Any):
    """Short names, bare flags, and names that mean something else in an address."""
    index = index_of(
        'policy p "P"\n\nflag closed "Closed"\n\nfacet category "Which?"\n  this: 1\n  that: 2\n\n'
        'category c "C"\n  flag late "Late"\n\n'
        '  rule r "R"\n    comply when closed and late and category is this\n    text: T.\n'
    )
    reader = Reader(browser, index)
    page = reader.open("?late&category=c&:category=this,that&closed=yes&closed&late=no&c.early=yes")
    assert "“late=no” and “c.early=yes”" in reader.answer
    assert page.get_by_label("What I leave open").is_checked()
    reader.row("Which?").get_by_label("that").uncheck()
    assert reader.query == "?category=c&:category=this&:closed=yes&c.late=yes&closed"
    assert reader.verdict.startswith("C comply")


def test_disjoint_categories_are_no_request(browser: Any):
    """Said by their titles."""
    index = index_of(
        'policy p "P"\n\ncategory a "First"\n  rule r "R"\n    comply\n    text: T.\n\n'
        'category b "Second"\n  disjoint from a\n  rule r "R"\n    refuse\n    text: T.\n'
    )
    reader = Reader(browser, index)
    reader.open("?category=a&category=b")
    assert "Second and First are disjoint" in reader.verdict


# ── Everybody ─────────────────────────────────────────────────────────────────


def test_the_verdict_is_heard(reader: Reader):
    """A polite live region says the verdict, what it hangs on, and what else it could be."""
    page = reader.open("?category=self-harm&detail=actionable")
    heard = page.get_by_role("status").filter(has_text="refuse")
    assert heard.get_attribute("aria-live") == "polite"
    assert heard.inner_text() == (
        "refuse, as long as at-risk: no; clinician: no. It could also be comply or safe-complete."
    )


def test_keys_are_enough(reader: Reader):
    """The first stops are the categories; a question's answers are one stop and the arrows."""
    page = reader.open()
    page.locator("body").focus()
    for key in ("Tab", "Tab", "Space"):
        page.keyboard.press(key)
    assert reader.query == "?category=self-harm"
    row = reader.row("may be in danger")
    row.get_by_label("open").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert row.get_by_label("yes").is_checked()


def test_what_the_rules_ask_comes_first(reader: Reader):
    """The rest is folded away, and says how much of it was said."""
    page = reader.open("?category=regulated-advice&at-risk=yes")
    rest = page.locator("details", has_text="which no rule here asks about").first
    assert rest.get_by_role("group", include_hidden=True).count() > 0
    assert not rest.get_by_role("group", name="How directly", include_hidden=True).count()


def test_without_a_script_the_page_leads_elsewhere(browser: Any, touchstone: Index):
    """It says so, and links to every category's page."""
    reader = Reader(browser, touchstone, script=False)
    page = reader.open()
    assert page.get_by_text("Asking needs JavaScript").is_visible()
    assert page.get_by_role("link", name="Self-harm").get_attribute("href") == "../self-harm/"


def test_with_a_script_nothing_of_that_is_seen(reader: Reader):
    """The form has taken its place."""
    page = reader.open()
    page.locator("form").wait_for()
    assert page.get_by_text("Asking needs JavaScript").is_hidden()


def test_data_that_cannot_be_loaded_are_missed_aloud(browser: Any, touchstone: Index):
    """The page says why, and still leads to the categories."""
    reader = Reader(browser, touchstone, served=False)
    reader._files |= {path: file for path, file in _files(touchstone).items() if path.endswith(".js")}
    page = reader.open()
    page.get_by_text("The policy's data could not be loaded").wait_for()
    assert page.get_by_text("Asking needs JavaScript").is_visible()


def test_what_authors_write_is_shown_and_never_run(browser: Any):
    """Markup in titles, statements, meanings and free texts is text."""
    evil = "<img src=x onerror=document.title=1>"
    index = index_of(
        f'policy p "P"\n\nflag hot "Is {evil} it"\n\nfacet tone "Which {evil} tone"\n'
        f"  soft: like {evil} this\n  loud: not\n\n"
        f'style s "Style {evil}" for comply\n  text: T.\n\ncategory c "Title {evil}"\n  follow s\n\n'
        f'  rule r "Rule {evil}"\n    comply when hot or tone is soft or "says {evil}"\n    text: T.\n'
    )
    reader = Reader(browser, index)
    page = reader.open("?category=c&hot=yes&tone=soft,loud")
    assert page.get_by_text(f"Title {evil}").first.is_visible()
    assert page.get_by_text(f"Rule {evil}").first.is_visible()
    assert page.locator("img").count() == 0
    assert page.title() == "Ask"
    assert reader.trouble == []

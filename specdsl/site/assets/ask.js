/* The page "Ask the policy": a form for what is known of a request, and beside it what the policy decides.

   The question is kept in the page's address (`?category=self-harm&intent=unclear`), so that it can be sent, and
   gone back from. All that is shown comes in as text, never as HTML. `decide.js` works the answers out. */
(function () {
  "use strict";

  const READABLE = 12; // ways to one outcome that somebody reads
  const FEW = 3; // defeated rules that are worth showing at once
  const MANY = 12; // categories that are worth a field to look for them
  const NO_VERDICT = { letters: "x", shape: "dash" };
  const WHY = {
    contradiction: "the rules that stand contradict each other",
    silent: "no rule stands, and nothing says otherwise",
  };
  const APPLIES = { yes: "", no: "", open: " where it applies", unknown: " where it applies" };

  // ── Elements ────────────────────────────────────────────────────────────────

  /** An element; text is text, and attributes that are null or false are left out. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {}))
      if (value === true) element.setAttribute(name, "");
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
    element.append(...children.flat().filter((each) => each !== null && each !== undefined && each !== ""));
    return element;
  }

  const css = (name) => `specdsl-ask-${name}`;
  const lookOf = ({ shape }) => `specdsl-look-${shape}`;
  const of = (tag, name, ...children) => make(tag, { class: css(name) }, ...children);

  function button(text, act, name) {
    const made = make("button", { type: "button", class: css(name || "button") }, text);
    made.addEventListener("click", act);
    return made;
  }

  function input(type, attributes, act) {
    const made = make("input", { type, ...attributes });
    made.addEventListener("change", () => act(made));
    return made;
  }

  function folded(summary, ...children) {
    return make("details", { class: css("folded") }, make("summary", null, summary), ...children);
  }

  /** Elements with commas between them. */
  function between(elements) {
    return elements.flatMap((each, number) => (number ? [", ", each] : [each]));
  }

  function listed(parts, joint) {
    if (parts.length < 2) return parts.join("");
    return `${parts.slice(0, -1).join(", ")} ${joint} ${parts[parts.length - 1]}`;
  }

  // ── The address ─────────────────────────────────────────────────────────────

  /* `?category=…&category=…&facet=value,value&flag=yes&"free text"=no&closed`. A fact whose name is one of the
     two words that mean something else here has a colon before it. */
  const WORDS = ["category", "closed"];

  function addressOf(question) {
    const encode = (text) => encodeURIComponent(text).replace(/%2C/g, ",").replace(/%3A/g, ":");
    const written = ({ kind, name }) =>
      kind === "text" ? `"${name}"` : WORDS.includes(name) ? `:${name}` : name;
    const parts = [
      ...question.categories.map((each) => `category=${encode(each)}`),
      ...question.facts.map((fact) => `${encode(written(fact))}=${fact.values.map(encode).join(",")}`),
      ...(question.closed ? ["closed"] : []),
    ];
    return parts.length ? `?${parts.join("&")}` : "";
  }

  /** The question of an address, and what in it the policy does not have. */
  function readAddress(query, policy) {
    const question = { categories: [], facts: [], closed: false };
    const said = [...new URLSearchParams(query)];
    const named = said.filter(([key]) => key === "category").map(([, value]) => value);
    const isCategory = (name) => policy.categories.some((each) => each.category === name);
    const lost = named.filter((name) => !isCategory(name));
    question.categories = [...new Set(named.filter(isCategory))];
    for (const [key, value] of said.filter(([key]) => key !== "category")) {
      if (key === "closed" && !value) question.closed = true;
      else if (!readFact(key, value, policy, question)) lost.push(value ? `${key}=${value}` : key);
    }
    return { question, lost };
  }

  /** Adds a fact to the question; false where there is no such question or answer, or it is answered already. */
  function readFact(key, value, policy, question) {
    const asked = questionNamed(key.replace(/^:/, ""), policy, question.categories);
    if (!asked || question.facts.some((fact) => keyOf(fact) === keyOf(asked))) return false;
    const given = asked.kind === "facet" ? value.split(",") : [value || "yes"];
    const values = asked.answers.filter((answer) => given.includes(answer));
    if (values.length < given.length) return false;
    question.facts.push({ kind: asked.kind, name: asked.name, values });
    return true;
  }

  /** A question by its name, in full or as far as that is clear, or by its words in quotes. */
  function questionNamed(name, policy, categories) {
    const named = policy.questions.filter((each) => each.kind === "facet" || each.kind === "flag");
    const found = [
      policy.questions.filter((each) => each.kind === "text" && name === `"${each.name}"`),
      named.filter((each) => each.name === name),
      named.filter((each) => categories.some((category) => each.name === `${category}.${name}`)),
      named.filter((each) => each.name.endsWith(`.${name}`)),
    ].find((each) => each.length);
    return found && found.length === 1 ? found[0] : null;
  }

  const keyOf = ({ kind, name }) => `${kind} ${name}`;

  // ── Words ───────────────────────────────────────────────────────────────────

  /** What a policy's parts are called. */
  class Wording {
    constructor(policy) {
      this.policy = policy;
      this.questions = new Map(policy.questions.map((each) => [keyOf(each), each]));
      this.categories = new Map(policy.categories.map((each) => [each.category, each]));
      this.rules = new Map(policy.rules.map((each) => [each.rule, each]));
      this.verdicts = new Map(policy.verdicts.map((each) => [each.verdict, each]));
      this.home = null;
    }

    near(identifier) {
      return this.home && identifier.startsWith(`${this.home}.`)
        ? identifier.slice(this.home.length + 1)
        : identifier;
    }

    name({ kind, name }) {
      if (kind === "category") return `in ${name}`;
      return kind === "text" ? `“${name}”` : this.near(name);
    }

    fact(fact) {
      return `${this.name(fact)}: ${listed(fact.values, "or")}`;
    }

    facts(facts) {
      return facts.map((fact) => this.fact(fact)).join("; ");
    }

    outcome({ status, verdict }) {
      return status === "decided" ? verdict : "no decision";
    }

    /** The letters of a verdict in its shape. */
    mark({ status, verdict }) {
      const look = (status === "decided" && this.verdicts.get(verdict)) || NO_VERDICT;
      return make(
        "span",
        { class: `${css("mark")} ${lookOf(look)}`, "aria-hidden": "true" },
        make("span", null, look.letters),
      );
    }

    chip(outcome) {
      return of("span", "chip", this.mark(outcome), this.outcome(outcome));
    }

    rule(identifier) {
      const { title, url, verdict } = this.rules.get(identifier);
      const link = make("a", { href: url }, title);
      return of(
        "span",
        "rule",
        this.mark({ status: "decided", verdict }),
        link,
        " ",
        this.verdictOf(verdict),
      );
    }

    /** A rule by its name, where many are named. */
    short(identifier) {
      return make("a", { href: this.rules.get(identifier).url }, this.near(identifier));
    }

    verdictOf(verdict) {
      return of("span", "quiet", `(${verdict})`);
    }

    rank({ way, levels, steps }) {
      if (way === "authority") return `by authority: ${levels.join(" over ")}`;
      const through = steps.slice(0, -1).map((step) => this.near(step.overrides));
      return through.length ? `overrides it through ${listed(through, "and")}` : "overrides it";
    }

    /** A fact on a line of its own, and in words for those who do not know its name. */
    line(fact) {
      return of(
        "span",
        "fact",
        make("strong", null, this.fact(fact)),
        of("span", "meaning", this.meaning(fact)),
      );
    }

    meaning(fact) {
      const { text, answers, meanings } = this.questions.get(keyOf(fact));
      return meanings && fact.values.length === 1 ? meanings[answers.indexOf(fact.values[0])] : text;
    }
  }

  // ── The request ─────────────────────────────────────────────────────────────

  class Form {
    constructor(page) {
      this.page = page;
      this.policy = page.policy;
      this.rows = new Map();
      this.element = make("form", { class: css("form"), "aria-label": "the request" });
      this.element.addEventListener("submit", (event) => event.preventDefault());
      this.also = of("p", "also");
      this.facts = of("div", "facts");
      this.others = of("div", "facts");
      this.rest = folded("", this.others);
      this.hint = of("p", "hint");
      this.element.append(this.categories(), this.hint, this.facts, this.rest, this.closed(), this.actions());
      for (const question of this.policy.questions)
        if (question.kind !== "category") this.rows.set(keyOf(question), new Row(this, question));
    }

    categories() {
      this.boxes = new Map();
      const items = this.policy.categories.map(({ category, title }) => {
        const box = input("checkbox", { name: "category", value: category }, () => this.pick(box));
        this.boxes.set(category, box);
        return make("li", null, make("label", { class: css("choice") }, box, of("span", "value", title)));
      });
      const list = make("ul", { class: css("categories") }, items);
      return make(
        "fieldset",
        null,
        make("legend", null, "What is the request about?"),
        this.filter(items),
        list,
        this.also,
      );
    }

    filter(items) {
      if (items.length <= MANY) return null;
      const field = make("input", { type: "search", class: css("filter"), autocomplete: "off" });
      field.addEventListener("input", () => {
        const wanted = field.value.trim().toLowerCase();
        for (const item of items) item.hidden = !item.textContent.toLowerCase().includes(wanted);
      });
      return make("label", { class: css("looking") }, "Look for a category ", field);
    }

    closed() {
      this.closedBox = input("checkbox", { name: "closed" }, (box) =>
        this.page.change({ closed: box.checked }),
      );
      const text = of("span", "value", "What I leave open is “no”");
      const meaning = of("span", "meaning", "Flags and questions in quotes only, as in a worked example.");
      return make("label", { class: `${css("choice")} ${css("closed")}` }, this.closedBox, text, meaning);
    }

    actions() {
      this.copied = make("span", { role: "status", class: css("copied") });
      this.address = make("input", {
        type: "text",
        readonly: true,
        hidden: true,
        "aria-label": "link to this question",
      });
      return of(
        "p",
        "actions",
        button("Copy link", () => this.copy()),
        button("Start over", () => this.page.ask({ categories: [], facts: [], closed: false })),
        this.copied,
        this.address,
      );
    }

    copy() {
      const done = () => (this.copied.textContent = "copied");
      const byHand = () => {
        this.copied.textContent = "copy it from here:";
        this.address.value = location.href;
        this.address.hidden = false;
        this.address.select();
      };
      if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(done, byHand);
      else byHand();
    }

    // ── What is picked ──

    pick(box) {
      const others = this.page.question.categories.filter((each) => each !== box.value);
      this.page.change({ categories: box.checked ? [...others, box.value] : others });
    }

    say(question, values) {
      const others = this.page.question.facts.filter((fact) => keyOf(fact) !== keyOf(question));
      const said = values.length ? [{ kind: question.kind, name: question.name, values }] : [];
      this.page.change({ facts: [...others, ...said] });
    }

    // ── Showing the question ──

    show({ categories, facts, closed }) {
      for (const [category, box] of this.boxes) box.checked = categories.includes(category);
      this.closedBox.checked = closed;
      this.copied.textContent = "";
      this.address.hidden = true;
      const said = new Map(facts.map((fact) => [keyOf(fact), fact.values]));
      for (const [key, row] of this.rows) row.show(said.get(key) || []);
      this.showAlso(categories);
      this.arrange(categories, said);
    }

    showAlso(categories) {
      const also = this.page.engine.inside(categories).filter((each) => !categories.includes(each));
      const titles = also.map((each) => this.page.wording.categories.get(each).title);
      this.also.textContent = also.length ? `And so it is in ${listed(titles, "and")}, too.` : "";
    }

    /** What the rules of the categories ask first, the rest folded. */
    arrange(categories, said) {
      const first = new Set(this.page.engine.questions(categories).map(keyOf));
      for (const [key, row] of this.rows) this.place(row.element, first.has(key) ? this.facts : this.others);
      const rest = [...this.rows.keys()].filter((key) => !first.has(key));
      const count = rest.filter((key) => said.has(key)).length;
      this.rest.hidden = !rest.length;
      this.rest.firstChild.textContent = first.size
        ? `${rest.length} more, which no rule here asks about${count ? `; ${count} said` : ""}`
        : `Everything that can be said of a request${count ? `; ${count} said` : ""}`;
      this.hint.textContent = first.size
        ? "Tick what is so, or all that may be so. What you leave blank stays open."
        : "Pick a category, and here is what its rules ask.";
    }

    place(element, where) {
      if (element.parentNode !== where) where.append(element);
    }

    /** Which open questions could change the answer. */
    mark(decision) {
      const facts = decision.changes.flatMap((each) => each.facts).map(keyOf);
      for (const [key, row] of this.rows) row.mark(facts.includes(key));
    }
  }

  /** One question, and what is said to it. */
  class Row {
    constructor(form, question) {
      this.form = form;
      this.question = question;
      this.matters = of("span", "matters");
      const name = question.kind === "text" ? null : of("code", "name", question.name);
      const text = question.kind === "text" ? `“${question.name}”` : question.text;
      const legend = make("legend", null, of("span", "text", text), " ", name, this.matters);
      const answers = question.kind === "facet" ? this.values() : this.yesOrNo();
      this.element = make(
        "fieldset",
        { class: css(question.kind === "facet" ? "facet" : "flag") },
        legend,
        ...answers,
      );
    }

    values() {
      this.inputs = this.question.answers.map((value) => input("checkbox", { value }, () => this.say()));
      return this.question.answers.map((value, at) =>
        make(
          "label",
          { class: css("choice") },
          this.inputs[at],
          of("span", "value", value),
          of("span", "meaning", this.question.meanings[at]),
        ),
      );
    }

    yesOrNo() {
      const name = keyOf(this.question);
      this.inputs = ["open", "no", "yes"].map((value) => input("radio", { name, value }, () => this.say()));
      const labels = this.inputs.map((each) =>
        make("label", { class: css("option") }, each, of("span", "value", each.value)),
      );
      return [of("div", "options", labels)];
    }

    say() {
      const values = this.inputs
        .filter((each) => each.checked && each.value !== "open")
        .map((each) => each.value);
      this.form.say(this.question, values);
    }

    show(values) {
      for (const each of this.inputs)
        each.checked =
          values.includes(each.value) || (each.value === "open" && !values.length && each.type === "radio");
      this.element.toggleAttribute("data-said", values.length > 0);
    }

    mark(matters) {
      this.matters.textContent = matters ? "could change the answer" : "";
    }
  }

  // ── The answer ──────────────────────────────────────────────────────────────

  class Answer {
    constructor(page) {
      this.page = page;
      this.wording = page.wording;
      this.body = of("div", "body");
      this.status = make("p", { class: css("heard"), role: "status", "aria-live": "polite" });
      const heading = make("h2", { id: "answer", tabindex: "-1" }, "The answer");
      this.element = make(
        "section",
        { class: css("answer"), "aria-labelledby": "answer" },
        heading,
        this.body,
      );
      this.bar = of("div", "bar");
    }

    show(decision, lost) {
      this.wording.home = decision.categories.length === 1 ? decision.categories[0] : null;
      const first = this.first(decision);
      this.body.replaceChildren(
        ...[
          this.lost(lost),
          this.banner(decision, first),
          this.possible(decision),
          this.standing(decision),
          this.exceptions(decision),
          this.styles(decision),
          this.changes(decision),
          this.variants(decision),
          this.more(decision),
          this.every(decision),
          this.command(decision),
        ].filter(Boolean),
      );
      this.bar.replaceChildren(...this.brief(first));
      this.status.textContent = this.heard(decision, first);
    }

    /** The answer in one line, with a way to the rest of it. */
    brief(first) {
      const why = make("a", { href: "#answer", class: css("why") }, "Why?");
      return [
        this.wording.mark(first),
        of("strong", "brief", first.word),
        of("span", "rest", first.rest),
        why,
      ];
    }

    lost(lost) {
      if (!lost.length) return null;
      const what = listed(
        lost.map((each) => `“${each}”`),
        "and",
      );
      return of(
        "p",
        "notice",
        `The link speaks of ${what}, which this policy does not have. It was left out.`,
      );
    }

    // ── The verdict ──

    /** What is decided if all that is open is as usual, in a word, and what that hangs on. */
    first(decision) {
      if (decision.status === "impossible")
        return { status: "none", word: "no such request", rest: this.reasons(decision) };
      if (!decision.case)
        return {
          status: "none",
          word: "not known",
          rest: "too much is left open to go through it all: say more",
        };
      const { status, verdict } = decision.case;
      return { status, verdict, word: this.wording.outcome(decision.case), rest: this.rest(decision) };
    }

    rest(decision) {
      return [WHY[decision.case.status], this.hangsOn(decision)].filter(Boolean).join(", ");
    }

    hangsOn(decision) {
      if (decision.status === "open" && !decision.complete) return "if all that is open is as usual";
      if (decision.status === "open") return `as long as ${this.wording.facts(decision.case.facts)}`;
      const open = decision.rules.some((rule) => [rule.applies, rule.stands].includes("open"));
      return open ? "whatever else is so" : "";
    }

    reasons({ reasons }) {
      const said = reasons.map((each) =>
        each.assumption
          ? `the policy assumes “${each.assumption}”`
          : `${this.title(each.category)} and ${this.title(each.disjoint)} are disjoint`,
      );
      return `since ${listed(said, "and")}`;
    }

    title(category) {
      return this.wording.categories.get(category).title;
    }

    banner(decision, first) {
      const look = this.wording.verdicts.get(first.verdict);
      return make(
        "div",
        { class: `${css("verdict")} ${lookOf(look || NO_VERDICT)}` },
        this.wording.mark(first),
        of("p", "word", first.word),
        look ? of("p", "meaning", look.meaning) : null,
        ...this.below(decision, first),
      );
    }

    /** What the verdict hangs on, a line for each fact. */
    below(decision, first) {
      const facts = decision.case ? decision.case.facts : [];
      if (!facts.length) return first.rest ? [of("p", "rest", first.rest)] : [];
      const why = [WHY[decision.case.status], "as long as"].filter(Boolean).join(", ");
      return [
        of("p", "rest", why),
        of(
          "p",
          "rest",
          facts.map((fact) => of("span", "fact", this.wording.fact(fact))),
        ),
      ];
    }

    heard(decision, first) {
      const others = this.others(decision).map((each) => this.wording.outcome(each));
      const more = others.length ? ` It could also be ${listed(others, "or")}.` : "";
      return `${first.word}${first.rest ? `, ${first.rest}` : ""}.${more}`;
    }

    /** The outcomes that are possible beside the first, each once. */
    others(decision) {
      const said = decision.changes.map((each) => [`${each.status} ${each.verdict}`, each]);
      return [...new Map(said).values()];
    }

    possible(decision) {
      const others = this.others(decision);
      if (!others.length) return null;
      const chips = others.map((each) => this.wording.chip(each));
      return make("p", null, "It could also be ", ...chips);
    }

    // ── Rules ──

    section(title, ...children) {
      return make("section", null, make("h3", null, title), ...children);
    }

    standing(decision) {
      if (!decision.case) return null;
      const taken = decision.usual.length ? `Taking ${this.wording.facts(decision.usual)}.` : "";
      const note = taken ? of("p", "quiet", taken) : null;
      if (!decision.standing.length) return this.section("No rule stands", note, this.otherwise(decision));
      const items = decision.standing.map((each) => this.stands(each));
      const title = items.length > 1 ? "The rules that stand" : "The rule that stands";
      return this.section(title, note, make("ul", null, items));
    }

    otherwise({ categories, case: { verdict } }) {
      if (!verdict) return make("p", null, "Nothing says what happens otherwise.");
      const by = categories.find((each) => this.wording.categories.get(each).otherwise === verdict);
      return make("p", null, `${by ? this.title(by) : "The policy"} says: otherwise ${verdict}.`);
    }

    stands(standing) {
      const rule = this.wording.rules.get(standing.rule);
      return make(
        "li",
        null,
        this.wording.rule(standing.rule),
        make("br"),
        make("code", null, rule.statement),
        ...rule.unless.flatMap(({ text }) => [make("br"), make("code", null, `unless ${text}`)]),
        this.defeats(standing.defeats),
      );
    }

    /** What a rule keeps from standing, and why; a long list is folded. */
    defeats(defeats) {
      const items = defeats.map((each) =>
        make(
          "li",
          null,
          "defeats ",
          this.wording.rule(each.rule),
          `${APPLIES[each.applies]}: ${this.wording.rank(each)}`,
        ),
      );
      if (!items.length) return null;
      const list = make("ul", null, items);
      return items.length > FEW ? folded(`It defeats ${items.length} others`, list) : list;
    }

    exceptions(decision) {
      const holding = decision.rules.flatMap(({ rule, conditions }) =>
        conditions
          .filter(({ word, value }) => word === "unless" && value === "yes")
          .filter(() => conditions.every(({ word, value }) => word !== "when" || value !== "no"))
          .map(({ text }) =>
            make("li", null, this.wording.rule(rule), make("br"), make("code", null, `unless ${text}`)),
          ),
      );
      if (!holding.length) return null;
      return this.section(
        holding.length > 1 ? "Exceptions that hold" : "An exception holds",
        make("ul", null, holding),
      );
    }

    every(decision) {
      if (!decision.rules.length) return null;
      const items = decision.rules.map((each) => this.state(each));
      return folded("Every rule that has a say", make("ul", { class: css("every") }, items));
    }

    state(state) {
      const conditions = state.conditions.map((each) =>
        make(
          "li",
          null,
          make("code", null, `${each.word} ${each.text}`),
          ": ",
          make("strong", null, each.value),
          this.because(each),
        ),
      );
      const above = state.defeated_by.map((each) =>
        make(
          "li",
          null,
          "defeated by ",
          this.wording.rule(each.rule),
          `${APPLIES[each.applies]}: ${this.wording.rank(each)}`,
        ),
      );
      const inside = conditions.length ? conditions : [make("li", null, "for every request in the category")];
      return make(
        "li",
        null,
        this.wording.rule(state.rule),
        `: ${fate(state)}`,
        make("ul", null, inside, above),
      );
    }

    because({ value, facts }) {
      if (value === "open")
        return ` (depends on ${listed(
          facts.map((fact) => this.wording.name(fact)),
          "and",
        )})`;
      return ` (${this.wording.facts(facts)})`;
    }

    // ── How to answer ──

    styles(decision) {
      if (!decision.case || !decision.case.verdict) return null;
      const followed = [...new Set(decision.standing.flatMap((each) => each.styles))];
      const torn = decision.style_contradictions.map((element) =>
        of(
          "p",
          "notice",
          `These styles contradict each other: one must include ${this.described(element)}, another must not.`,
        ),
      );
      return followed.length
        ? this.section(
            "How to answer",
            ...torn,
            make(
              "ul",
              null,
              followed.map((each) => this.style(each)),
            ),
          )
        : null;
    }

    style(name) {
      const { title, url, directives } = this.wording.policy.styles[name];
      const items = directives.map(({ modality, negated, element }) =>
        make(
          "li",
          null,
          make("strong", null, `${modality}${negated ? " not" : ""}`),
          ` include: ${this.described(element)}`,
        ),
      );
      return make("li", null, make("a", { href: url }, title), make("ul", null, items));
    }

    described(name) {
      const text = this.wording.policy.elements[name];
      return text.charAt(0).toLowerCase() + text.slice(1);
    }

    // ── What would change it ──

    changes(decision) {
      if (!decision.changes.length) return null;
      const groups = this.others(decision).map((outcome) => {
        const ways = decision.changes.filter(
          (each) => each.status === outcome.status && each.verdict === outcome.verdict,
        );
        return make("div", null, make("p", null, this.wording.chip(outcome), " if"), this.ways(ways));
      });
      return this.section("What would change it", ...groups);
    }

    variants(decision) {
      if (!decision.variants.length) return null;
      return folded("The same by other rules, if", this.ways(decision.variants));
    }

    ways(ways) {
      const items = ways.map((each) => this.way(each));
      const rest = items.splice(READABLE);
      const more = rest.length
        ? folded(`${rest.length} more ways`, make("ul", { class: css("ways") }, rest))
        : "";
      return make("div", null, make("ul", { class: css("ways") }, items), more);
    }

    way({ facts, rules }) {
      const said = facts.map((fact) => this.wording.line(fact));
      const names = rules.length
        ? between(rules.map((each) => this.wording.short(each)))
        : ["no rule stands: otherwise"];
      const suppose = button("Suppose so", () => this.page.suppose(facts), "suppose");
      suppose.setAttribute("aria-label", `Suppose so: ${this.wording.facts(facts)}`);
      return make("li", null, make("span", null, said), of("span", "quiet", "(", ...names, ")"), suppose);
    }

    more(decision) {
      if (decision.complete || !decision.case) return null;
      return of(
        "p",
        "notice",
        "There may be more ways: too much is open to go through them all. Say more of the facts.",
      );
    }

    command({ categories, facts, closed }) {
      if (!categories.length) return null;
      const quoted = (text) => (/^[\w.,=-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`);
      const words = [
        ...this.page.question.categories.map((each) => `--category ${each}`),
        ...facts.map(({ name, values }) => quoted(`${name}=${values.join(",")}`)),
        ...(closed ? ["--closed"] : []),
      ];
      const line = `specdsl decide ${this.wording.policy.policy} ${words.join(" ")}`;
      return folded("The same on a command line", make("pre", null, make("code", null, line)));
    }
  }

  function fate({ applies, stands }) {
    if (applies === "no") return "does not apply";
    if (stands === "yes") return "stands";
    if (stands === "no")
      return applies === "yes" ? "defeated" : "open whether it applies; defeated if it does";
    return applies === "yes" ? "applies; open whether it stands" : "open";
  }

  // ── The page ────────────────────────────────────────────────────────────────

  class Page {
    constructor(root, policy) {
      this.policy = policy;
      this.engine = specdslDecide.engine(policy);
      this.wording = new Wording(policy);
      this.form = new Form(this);
      this.answer = new Answer(this);
      const request = of("div", "request", this.form.element, this.answer.bar);
      root.replaceChildren(request, this.answer.element, this.answer.status);
      window.addEventListener("popstate", () => this.read());
      this.read();
    }

    read() {
      const { question, lost } = readAddress(location.search, this.policy);
      this.show(question, lost);
    }

    change(part) {
      this.ask({ ...this.question, ...part });
    }

    /** Asks the same with more facts, and goes to the answer. */
    suppose(facts) {
      const keys = facts.map(keyOf);
      const others = this.question.facts.filter((fact) => !keys.includes(keyOf(fact)));
      this.change({ facts: [...others, ...facts] });
      document.getElementById("answer").focus();
    }

    ask(question) {
      this.show(question, []);
      history.pushState(null, "", `${location.pathname}${addressOf(this.question)}`);
    }

    show(question, lost) {
      this.question = this.ordered(question);
      const decision = this.engine.decide(this.question);
      this.form.show(this.question);
      this.form.mark(decision);
      this.answer.show(decision, lost);
    }

    /** Facts and categories in the policy's order, so that one question has one address. */
    ordered({ categories, facts, closed }) {
      const place = new Map(this.policy.questions.map((each, at) => [keyOf(each), at]));
      const at = (kind) => (name) => place.get(keyOf({ kind, name }));
      return {
        categories: [...categories].sort((one, other) => at("category")(one) - at("category")(other)),
        facts: [...facts].sort((one, other) => place.get(keyOf(one)) - place.get(keyOf(other))),
        closed,
      };
    }
  }

  async function start(root) {
    try {
      const response = await fetch(root.dataset.specdslAsk);
      if (!response.ok) throw new Error(response.statusText);
      new Page(root, await response.json());
    } catch (error) {
      root.replaceChildren(
        of(
          "p",
          "notice",
          `The policy's data could not be loaded (${error.message}). Pages that are opened as files cannot load it: they have to come from a web server.`,
        ),
      );
      return;
    }
    for (const each of document.querySelectorAll(".specdsl-without-script")) each.hidden = true;
  }

  for (const root of document.querySelectorAll("[data-specdsl-ask]")) start(root);
})();

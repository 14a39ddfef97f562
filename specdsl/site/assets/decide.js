/* What a policy decides about a request of which something is known and the rest is open.

   The same answers as `specdsl decide`, from the policy's data (ask.json), in a browser or in node, without a
   server. It follows the Python code part by part (meaning.space, meaning.regions, answers.boxes, answers.ground,
   answers.ways, answers.outlook, answers.decision), and tests compare the two on every situation.

   All situations are numbers, as there: one run of bits for every question, one bit for each answer. A *box* is
   such a number, a *point* a box with one bit a question, a *region* an array of boxes. */
(function (place, make) {
  "use strict";
  if (typeof module === "object" && module.exports) module.exports = make();
  else place.specdslDecide = make();
})(typeof self === "undefined" ? this : self, function () {
  "use strict";

  const MOST_BOXES = 256; // of one region
  /** How many boxes may be made for a question, and how many sets of facts looked at for one goal. */
  const LIMITS = { work: 200000, tries: 4000 };
  const [NO, YES] = ["no", "yes"];

  /** The honest answer is that it is not known: too much is open. */
  class BudgetError extends Error {}
  /** No request is like that. */
  class ImpossibleError extends Error {}

  // ── Questions and boxes ─────────────────────────────────────────────────────

  function bitCount(bits) {
    let count = 0;
    for (let left = bits; left; left &= left - 1n) count += 1;
    return count;
  }

  const sum = (numbers) => numbers.reduce((one, other) => one | other, 0n);
  const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

  class Variable {
    constructor(question, shift) {
      this.kind = question.kind;
      this.name = question.name;
      this.answers = question.answers;
      this.each = this.answers.map((_, number) => 1n << (shift + BigInt(number)));
      this.bits = sum(this.each);
      this.first = this.each[0];
      this.guard = 1n << (shift + BigInt(this.answers.length));
    }

    bit(answer) {
      return this.each[this.answers.indexOf(answer)];
    }

    bitsIn(box) {
      return this.each.filter((bit) => bit & box);
    }

    answersIn(box) {
      return this.answers.filter((_, number) => this.each[number] & box);
    }
  }

  class Space {
    constructor(questions) {
      this.variables = [];
      let shift = 0n;
      for (const question of questions) {
        this.variables.push(new Variable(question, shift));
        shift += BigInt(question.answers.length + 1);
      }
      this.byKey = new Map(this.variables.map((each) => [`${each.kind} ${each.name}`, each]));
      this.byGuard = new Map(this.variables.map((each) => [each.guard, each]));
      this.whole = sum(this.variables.map((each) => each.bits));
      this.guards = sum(this.variables.map((each) => each.guard));
      this.carry = this.guards - sum(this.variables.map((each) => each.first));
      this.usualPoint = this.usual(this.whole);
    }

    variable(kind, name) {
      return this.byKey.get(`${kind} ${name}`);
    }

    /** Whether some question is left without an answer. */
    isEmpty(box) {
      return ((box + this.carry) & this.guards) !== this.guards;
    }

    /** The point of a box (not an empty one) where every question has its most usual answer. */
    usual(box) {
      return box & (this.guards - box);
    }

    /** How many questions have a bit set. */
    width(bits) {
      return bitCount((bits + this.carry) & this.guards);
    }

    /** The questions that have a bit set, in order. */
    variablesIn(bits) {
      const found = [];
      let guards = (bits + this.carry) & this.guards;
      while (guards) {
        const lowest = guards & -guards;
        found.push(this.byGuard.get(lowest));
        guards ^= lowest;
      }
      return found;
    }

    /** The questions to which a box does not leave every answer. */
    constrained(box) {
      return this.variablesIn(this.whole & ~box);
    }

    bitsOf(variables) {
      return sum(variables.map((each) => each.bits));
    }

    /** The part of a box that lies outside another, in boxes that do not meet. */
    outside(box, hole) {
      const pieces = [];
      for (const { bits } of this.variablesIn(box & ~hole)) {
        pieces.push(box & ~(hole & bits));
        box &= hole | ~bits;
      }
      return pieces;
    }

    narrowed(box, variable, answers) {
      return (box & ~variable.bits) | sum(answers.map((answer) => variable.bit(answer)));
    }

    /** What a box says of some questions. */
    facts(variables, box) {
      return variables.map((each) => ({ kind: each.kind, name: each.name, values: each.answersIn(box) }));
    }
  }

  // ── Conditions ──────────────────────────────────────────────────────────────

  const isAtom = (condition) => !(condition.not || condition.all || condition.any);
  const partsOf = (condition) => condition.all || condition.any || (condition.not ? [condition.not] : []);
  const atoms = (condition) => (isAtom(condition) ? [condition] : partsOf(condition).flatMap(atoms));

  /** Which question a part of a condition asks, and the answers for which it holds. */
  function asked(atom, space) {
    if (atom.facet !== undefined) return [space.variable("facet", atom.facet), atom.values];
    const kind = ["flag", "text", "category"].find((each) => atom[each] !== undefined);
    return [space.variable(kind, atom[kind]), [YES]];
  }

  function atomBox(atom, space, holds) {
    const [variable, answers] = asked(atom, space);
    const meant = sum(answers.map((answer) => variable.bit(answer)));
    return holds ? (space.whole & ~variable.bits) | meant : space.whole & ~meant;
  }

  /** `yes`, `no` or `open`, part by part, for what a box leaves open. */
  function truth(condition, box, space) {
    if (isAtom(condition)) {
      const [{ bits }] = asked(condition, space);
      if (!(box & bits & ~atomBox(condition, space, true))) return YES;
      return box & bits & atomBox(condition, space, true) ? "open" : NO;
    }
    const parts = partsOf(condition).map((part) => truth(part, box, space));
    if (condition.not) return opposite(parts[0]);
    const deciding = condition.any ? YES : NO;
    if (parts.includes(deciding)) return deciding;
    return parts.includes("open") ? "open" : opposite(deciding);
  }

  const opposite = (value) => ({ yes: NO, no: YES })[value] || value;

  /** The parts that make a condition what it is. */
  function deciding(condition, value, box, space) {
    if (isAtom(condition)) return [condition];
    const wanted = condition.not ? opposite(value) : value;
    return partsOf(condition)
      .filter((part) => truth(part, box, space) === wanted)
      .flatMap((part) => deciding(part, wanted, box, space));
  }

  /** Conditions as unions of boxes, each worked out once. */
  class Regions {
    constructor(policy, space) {
      this.policy = policy;
      this.space = space;
      this.known = new Map();
      this.byId = new Map(policy.categories.map((each) => [each.category, each]));
    }

    of(condition, holds = true) {
      return this.once(condition, String(holds), () => this.workOut(condition, holds));
    }

    ofRule(rule) {
      return this.once(rule, "applies", () => {
        const when = rule.when ? [this.of(rule.when.condition)] : [];
        const unless = rule.unless.map((each) => this.of(each.condition, false));
        return this.allOf([this.inside(rule.category), ...when, ...unless]);
      });
    }

    /** What is too much is remembered too, and not tried again. */
    once(thing, name, work) {
      if (!this.known.has(thing)) this.known.set(thing, {});
      const found = this.known.get(thing);
      if (!(name in found)) found[name] = orNull(work);
      if (found[name] === null) throw new BudgetError();
      return found[name];
    }

    workOut(condition, holds) {
      if (condition.not) return this.of(condition.not, !holds);
      if (condition.all || condition.any) {
        const parts = partsOf(condition).map((part) => this.of(part, holds));
        return Boolean(condition.all) === holds ? this.allOf(parts) : this.anyOf(parts);
      }
      if (condition.category !== undefined && holds) return this.inside(condition.category);
      return this.nonempty([atomBox(condition, this.space, holds)]);
    }

    /** Where all hold: every way to choose a box of each. */
    allOf(parts) {
      let region = [this.space.whole];
      for (const part of parts)
        region = this.tidy(this.nonempty(region.flatMap((one) => part.map((other) => one & other))));
      return region;
    }

    anyOf(parts) {
      return this.tidy([...new Set(parts.flat())]);
    }

    nonempty(boxes) {
      return boxes.filter((box) => !this.space.isEmpty(box));
    }

    /** Without the boxes that lie in another. */
    tidy(boxes) {
      if (boxes.length > MOST_BOXES) throw new BudgetError();
      const kept = [];
      const sized = [...new Set(boxes)].map((box) => [bitCount(box), box]);
      for (const [, box] of sized.sort((one, other) => other[0] - one[0]))
        if (!kept.some((other) => !(box & ~other))) kept.push(box);
      return kept;
    }

    /** A category, with what follows from being in it; nothing where that cannot be. */
    inside(category) {
      let box = this.space.whole;
      for (const above of this.byId.get(category).inside) {
        box &= atomBox({ category: above }, this.space, true);
        for (const other of this.apart(above)) box &= atomBox({ category: other }, this.space, false);
      }
      return this.nonempty([box]);
    }

    apart(category) {
      const saying = this.policy.categories.filter((each) => each.disjoint.includes(category));
      return [...this.byId.get(category).disjoint, ...saying.map((each) => each.category)];
    }

    assumedAway() {
      return this.policy.assumptions.flatMap((each) => this.of(each.condition, false));
    }

    /** The situations that some `within` or `disjoint from` rules out. */
    torn() {
      const box = (category, holds) => atomBox({ category }, this.space, holds);
      return this.policy.categories.flatMap(({ category, within, disjoint }) => [
        ...within.map((parent) => box(category, true) & box(parent, false)),
        ...disjoint.map((other) => box(category, true) & box(other, true)),
      ]);
    }
  }

  function orNull(work) {
    try {
      return work();
    } catch (error) {
      if (error instanceof BudgetError) return null;
      throw error;
    }
  }

  // ── Counted work with regions ───────────────────────────────────────────────

  class Boxes {
    constructor(space, work) {
      this.space = space;
      this.left = work;
    }

    spend(work) {
      this.left -= work;
      if (this.left < 0) throw new BudgetError();
    }

    meet(one, other) {
      this.spend(one.length * other.length);
      const met = one.flatMap((box) => other.map((each) => box & each));
      return met.filter((box) => !this.space.isEmpty(box));
    }

    without(region, holes) {
      let left = region;
      for (const hole of holes) {
        left = left.flatMap((box) =>
          this.space.isEmpty(box & hole) ? [box] : this.space.outside(box, hole),
        );
        this.spend(left.length);
      }
      return left;
    }

    /** A point of the boxes that `blocks` gives no box for, or null; each block splits what it is met in. */
    find(starts, blocks) {
      const waiting = [...starts].reverse();
      while (waiting.length) {
        const box = waiting.pop();
        const point = this.space.usual(box);
        const block = this.nearest(
          box,
          blocks.filter((each) => (point & each) === point),
        );
        this.spend(1);
        if (block === null) return point;
        waiting.push(...this.space.outside(box, block).reverse());
      }
      return null;
    }

    nearest(box, blocks) {
      let [best, least] = [null, Infinity];
      for (const block of blocks) {
        const width = this.space.width(box & ~block);
        if (width < least) [best, least] = [block, width];
      }
      return best;
    }

    /** The box for each way to answer some questions. */
    points(box, variables) {
      let boxes = [box];
      for (const variable of variables) {
        const bits = variable.bitsIn(box);
        boxes = boxes.flatMap((each) => bits.map((bit) => (each & ~variable.bits) | bit));
      }
      return boxes;
    }

    /** The same boxes, those that differ in one question made one. */
    merged(region) {
      const boxes = [...region];
      let at = 0;
      while (at < boxes.length) {
        const here = boxes[at];
        const found = boxes.findIndex((other, n) => n > at && this.space.width(here ^ other) === 1);
        if (found < 0) {
          at += 1;
        } else {
          boxes[at] = here | boxes[found];
          boxes.splice(found, 1);
          at = 0;
        }
      }
      return boxes;
    }
  }

  // ── What the rules make of what is open ─────────────────────────────────────

  const CONTRADICTION = { status: "contradiction", verdict: null };
  const SILENT = { status: "silent", verdict: null };
  const decided = (verdict) => ({ status: "decided", verdict });
  const same = (one, other) => one.status === other.status && one.verdict === other.verdict;

  function defeats(winner, loser) {
    if (loser.rule in winner.overrides) return true;
    if (winner.rule in loser.overrides || winner.verdict === loser.verdict) return false;
    return winner.level < loser.level;
  }

  /** The situations that are left open, and what the rules of the request's categories make of them. */
  class Ground {
    constructor(engine, categories, known) {
      this.space = engine.space;
      this.regions = engine.regions;
      this.verdicts = engine.policy.verdicts.map((each) => each.verdict);
      this.limits = engine.limits;
      this.boxes = new Boxes(this.space, this.limits.work);
      this.known = known;
      this.rules = engine.policy.rules.filter((rule) => categories.includes(rule.category));
      this.otherwise = this.strictest(
        categories.map((each) => this.regions.byId.get(each).otherwise).filter(Boolean),
        engine.policy.otherwise,
      );
      this.at = new Map();
      this.open();
    }

    strictest(defaults, usual) {
      const rank = (verdict) => this.verdicts.indexOf(verdict);
      return defaults.reduce((one, other) => (rank(other) > rank(one) ? other : one), defaults[0] || usual);
    }

    open() {
      const everyHole = this.boxes.meet(
        [...this.regions.assumedAway(), ...this.regions.torn()],
        [this.known],
      );
      if (!this.boxes.without([this.known], everyHole).length) throw new ImpossibleError();
      this.ruledOut = this.connected(everyHole);
      this.possible = this.boxes.without([this.known], this.ruledOut);
      this.applying = new Map(
        this.rules.map((rule) => [rule, this.boxes.meet(this.regions.ofRule(rule), [this.known])]),
      );
      this.somewhere = new Map(
        this.rules.map((rule) => [rule, this.boxes.meet(this.applying.get(rule), this.possible)]),
      );
      this.defeaters = new Map(
        this.rules.map((rule) => [rule, this.rules.filter((each) => each !== rule && defeats(each, rule))]),
      );
      this.usual = this.possible
        .map((box) => this.space.usual(box))
        .reduce((one, other) => this.plainer(one, other));
    }

    /** What the world does not allow, as far as it has to do with where the rules apply. */
    connected(holes) {
      let bits = sum(this.rules.flatMap((rule) => this.regions.ofRule(rule)).map((box) => this.touched(box)));
      const [waiting, found] = [[...holes], []];
      for (;;) {
        const near = waiting.findIndex((box) => this.touched(box) & bits);
        if (near < 0) return found;
        const [box] = waiting.splice(near, 1);
        found.push(box);
        bits |= this.touched(box);
      }
    }

    /** The bits of the open questions that a box does not leave open. */
    touched(box) {
      return this.space.bitsOf(this.space.variablesIn(this.known & ~box));
    }

    plainer(one, other) {
      const unusual = (point) => this.space.width(point & ~this.space.usualPoint);
      if (unusual(one) !== unusual(other)) return unusual(other) < unusual(one) ? other : one;
      const differing = this.space.variablesIn(one ^ other)[0];
      return differing && compare(other & differing.bits, one & differing.bits) < 0 ? other : one;
    }

    meet(one, other) {
      return this.boxes.meet(this.somewhere.get(one), this.somewhere.get(other)).length > 0;
    }

    disagree(one, other) {
      const ranked = this.defeaters.get(other).includes(one) || this.defeaters.get(one).includes(other);
      return one.verdict !== other.verdict && !ranked;
    }

    // ── Points ──

    isPossible(point) {
      return !this.ruledOut.some((box) => (point & box) === point);
    }

    /** What is so at a point: the rules that apply, each with a box that says why; those that stand. */
    there(point) {
      if (!this.at.has(point)) this.at.set(point, this.look(point));
      return this.at.get(point);
    }

    look(point) {
      const applying = this.rules
        .map((rule) => ({ rule, box: this.applying.get(rule).find((box) => (point & box) === point) }))
        .filter(({ box }) => box !== undefined);
      const rules = new Set(applying.map(({ rule }) => rule));
      const standing = [...rules].filter((rule) => !this.defeaters.get(rule).some((each) => rules.has(each)));
      return { applying, standing, outcome: this.outcomeOf(standing) };
    }

    outcomeOf(standing) {
      const verdicts = new Set(standing.map((rule) => rule.verdict));
      if (verdicts.size > 1) return CONTRADICTION;
      const verdict = verdicts.size ? standing[0].verdict : this.otherwise;
      return verdict ? decided(verdict) : SILENT;
    }

    // ── Whatever is open ──

    applies(rule) {
      if (!this.somewhere.get(rule).length) return NO;
      return this.unlessUnknown(() =>
        this.boxes.find(this.possible, this.applying.get(rule)) === null ? YES : "open",
      );
    }

    stands(rule) {
      const against = this.defeaters.get(rule);
      return this.unlessUnknown(() => {
        const blocks = [...against.flatMap((each) => this.applying.get(each)), ...this.ruledOut];
        if (this.boxes.find(this.somewhere.get(rule), blocks) === null) return NO;
        const always = this.applies(rule) === YES && !against.some((each) => this.somewhere.get(each).length);
        return always ? YES : "open";
      });
    }

    unlessUnknown(work) {
      const found = orNull(work);
      return found === null ? "unknown" : found;
    }
  }

  // ── The fewest facts that lead elsewhere ────────────────────────────────────

  /* A set of facts is a box that leaves all other questions open; those are then as usual. The search begins with
     what a rule takes to apply, and then adds facts one obstacle at a time: where a rule is in the way, either an
     answer that it rests on has to change, or a rule has to apply that defeats it. */
  class Ways {
    constructor(ground) {
      this.ground = ground;
      this.space = ground.space;
      this.known = new Map();
    }

    search(goal) {
      const found = [];
      const seen = new Set();
      const queue = new Queue((facts) => this.number(facts));
      for (const first of this.starts(goal)) queue.push(first);
      for (let next = queue.pop(); next; next = queue.pop()) {
        if (next.order > this.ground.limits.tries) return { ways: found, complete: false };
        if (!this.isNew(next, seen, found)) continue;
        const point = this.point(next.facts);
        if (goal.reached(point) && this.ground.isPossible(point)) found.push(next.facts);
        else for (const after of this.after(next, point, goal)) queue.push(after);
      }
      return { ways: found, complete: true };
    }

    isNew(one, seen, found) {
      const key = `${one.facts} ${one.room} ${one.targets.map((rule) => rule.rule).join(" ")}`;
      if (seen.has(key) || found.some((other) => !(one.facts & ~other))) return false;
      seen.add(key);
      return true;
    }

    /** The situation that has these facts and is as usual otherwise. */
    point(facts) {
      const touched = this.touched(facts);
      return (this.ground.usual & ~touched) | (facts & touched);
    }

    touched(facts) {
      return this.space.bitsOf(this.space.constrained(facts));
    }

    number(facts) {
      return this.space.width(this.space.whole & ~facts);
    }

    /** What has to change of the usual situation for it to lie in a box; asked for the same boxes often. */
    into(box) {
      if (!this.known.has(box)) this.known.set(box, this.workOut(box));
      return this.known.get(box);
    }

    workOut(box) {
      const unusual = this.space.variablesIn(this.ground.usual & ~box);
      const bits = this.space.bitsOf(unusual);
      return this.ground.boxes.points((this.space.whole & ~bits) | (box & bits), unusual);
    }

    starts(goal) {
      const found = [];
      for (const targets of goal.targets) {
        let rooms = [this.ground.known];
        for (const rule of targets)
          rooms = rooms.flatMap((room) => this.ground.applying.get(rule).map((box) => room & box));
        for (const room of rooms)
          if (!this.space.isEmpty(room))
            for (const facts of this.into(room)) found.push({ facts, targets, room });
      }
      return found;
    }

    /** Everything that deals with the first obstacle. */
    after(now, point, goal) {
      const { defeaters, ruledOut } = this.ground;
      const { applying, standing } = this.ground.there(point);
      const hole = ruledOut.find((box) => (point & box) === point);
      if (hole !== undefined) return this.leaving(hole, now);
      const above = applying.find(({ rule }) =>
        now.targets.some((each) => defeaters.get(each).includes(rule)),
      );
      if (above) return this.leaving(above.box, now);
      const beside = applying.find(({ rule }) => standing.includes(rule) && goal.against.has(rule));
      return beside ? this.beyond(beside, now) : [];
    }

    beyond({ box, rule }, now) {
      const over = this.ground.defeaters.get(rule).flatMap((other) => this.ground.applying.get(other));
      return [...this.leaving(box, now), ...over.flatMap((against) => this.adding(this.into(against), now))];
    }

    /** With one more answer changed, to one that lies outside the box. */
    leaving(box, now) {
      const touched = this.touched(now.facts);
      return this.space
        .constrained(box)
        .filter(({ bits }) => !(bits & touched))
        .flatMap((variable) =>
          variable
            .bitsIn(now.room & ~box)
            .map((bit) => ({ ...now, facts: (now.facts & ~variable.bits) | bit })),
        );
    }

    adding(more, now) {
      const both = more.map((facts) => facts & now.facts).filter((facts) => !this.space.isEmpty(facts));
      return both
        .filter((facts) => !(facts & this.touched(facts) & ~now.room))
        .map((facts) => ({ ...now, facts }));
    }
  }

  /** Sets of few facts first, and of those the ones that came first. */
  class Queue {
    constructor(number) {
      this.number = number;
      this.lines = [];
      this.order = 0;
    }

    push(one) {
      const number = this.number(one.facts);
      if (!this.lines[number]) this.lines[number] = { waiting: [], next: 0 };
      this.lines[number].waiting.push({ ...one, order: this.order });
      this.order += 1;
    }

    pop() {
      const line = this.lines.find((each) => each && each.next < each.waiting.length);
      return line ? line.waiting[line.next++] : null;
    }
  }

  // ── What else can come of it ────────────────────────────────────────────────

  class Outlook {
    constructor(ground) {
      this.ground = ground;
      this.space = ground.space;
      this.ways = new Ways(ground);
      this.complete = true;
      this.sure = true;
      this.outcome = ground.there(ground.usual).outcome;
      this.elsewhere = this.others();
      this.variants = this.beside();
    }

    /** The other outcomes that can be, in the ladder's order, with the fewest facts that lead there. */
    others() {
      return [...this.ground.verdicts.map(decided), CONTRADICTION, SILENT]
        .filter((outcome) => !same(outcome, this.outcome))
        .map((outcome) => ({ outcome, ways: this.said(this.into(outcome)) }))
        .filter(({ ways }) => ways.length);
    }

    into(outcome) {
      const found = this.ways.search({
        reached: (point) => same(this.ground.there(point).outcome, outcome),
        targets: this.targets(outcome),
        against: new Set(outcome === CONTRADICTION ? [] : this.against(outcome)),
      });
      this.complete = this.complete && found.complete;
      return found.ways.length || found.complete ? found.ways : this.byProof(outcome);
    }

    against(outcome) {
      return this.ground.rules.filter((rule) => rule.verdict !== outcome.verdict);
    }

    targets(outcome) {
      const { rules } = this.ground;
      if (outcome === CONTRADICTION)
        return rules.flatMap((one, at) =>
          rules
            .slice(at + 1)
            .filter((other) => this.ground.disagree(one, other))
            .map((other) => [one, other]),
        );
      const alone = rules.filter((rule) => rule.verdict === outcome.verdict).map((rule) => [rule]);
      return outcome.verdict === this.ground.otherwise ? [...alone, []] : alone;
    }

    /** One way there, where the search for the fewest facts has found none and not seen all. */
    byProof(outcome) {
      const found = orNull(() => new Search(this.ground).find(outcome));
      if (found === null) this.sure = false;
      return (found || []).map((point) => this.lighter(point, outcome));
    }

    /** The facts of a situation, beside the usual, without those that can be dropped. */
    lighter(point, outcome) {
      let facts = this.space.whole;
      for (const { bits } of this.space.variablesIn(point & ~this.ground.usual))
        facts = (facts & ~bits) | (point & bits);
      for (const { bits } of this.space.constrained(facts)) {
        const there = this.ways.point(facts | bits);
        if (this.ground.isPossible(there) && same(this.ground.there(there).outcome, outcome)) facts |= bits;
      }
      return facts;
    }

    /** The fewest facts with which the same verdict comes out by other rules. */
    beside() {
      if (this.outcome.status !== "decided") return [];
      const found = new Set();
      for (const goal of this.goalsBeside()) {
        const { ways, complete } = this.ways.search(goal);
        this.complete = this.complete && complete;
        for (const facts of ways) found.add(facts);
      }
      const all = [...found];
      return this.said(all.filter((facts) => !all.some((each) => facts !== each && !(facts & ~each))));
    }

    goalsBeside() {
      const { ground, outcome } = this;
      const usual = ground.there(ground.usual).standing;
      const against = this.against(outcome);
      const reached = (rule, stands) => (point) => {
        const there = ground.there(point);
        return same(there.outcome, outcome) && there.standing.includes(rule) === stands;
      };
      return [
        ...ground.rules
          .filter((rule) => rule.verdict === outcome.verdict && !usual.includes(rule))
          .map((rule) => ({ reached: reached(rule, true), targets: [[rule]], against: new Set(against) })),
        ...usual.map((rule) => ({
          reached: reached(rule, false),
          targets: [[]],
          against: new Set([...against, rule]),
        })),
      ];
    }

    /** Sets of facts that differ in one answer, and of which the same comes, as one. */
    said(ways) {
      const groups = new Map();
      for (const facts of ways) {
        const standing = this.ground.there(this.ways.point(facts)).standing;
        const key = [this.ways.touched(facts), ...standing.map((rule) => rule.rule)].join(" ");
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push(facts);
      }
      const boxes = [...groups.values()].flatMap((group) => this.ground.boxes.merged(group));
      return boxes.sort(
        (one, other) => this.ways.number(one) - this.ways.number(other) || compare(one, other),
      );
    }

    /** What must stay for the usual outcome to stay: as little as leaves out every way elsewhere. */
    around() {
      const ways = this.elsewhere.flatMap((each) => each.ways);
      const asked = sum(ways.map((box) => this.ways.touched(box)));
      const { known, usual } = this.ground;
      let box = (known & ~asked) | (usual & asked);
      for (const variable of this.space.variablesIn(asked).reverse())
        for (const bit of variable.bitsIn(known))
          if (ways.every((way) => this.space.isEmpty(way & (box | bit)))) box |= bit;
      return this.space.facts(this.space.variablesIn(known & ~box), box);
    }
  }

  /** Looks through all that is open for an outcome, leaving out what cannot lead there. */
  class Search {
    constructor(ground) {
      this.ground = ground;
      this.boxes = new Boxes(ground.space, ground.limits.work);
    }

    /** One point, if there is any. */
    find(outcome) {
      const waiting = [...this.ground.possible].reverse();
      while (waiting.length) {
        const box = waiting.pop();
        this.boxes.spend(this.ground.rules.length);
        const point = this.ground.space.usual(box);
        if (same(this.ground.there(point).outcome, outcome)) return [point];
        waiting.push(...this.halves(box, outcome));
      }
      return [];
    }

    /** The box cut where a rule that is in question begins; nothing where the outcome cannot be in it. */
    halves(box, outcome) {
      const states = this.ground.rules.map((rule) => [rule, this.state(rule, box)]);
      const maybe = new Set(states.filter(([, state]) => state !== NO).map(([rule]) => rule));
      const sure = new Set(states.filter(([, state]) => state === YES).map(([rule]) => rule));
      if (!this.canBe(outcome, maybe, sure)) return [];
      const open = states.find(([, state]) => state === "open");
      if (!open) return [];
      const border = this.ground.applying.get(open[0]).find((each) => !this.ground.space.isEmpty(box & each));
      return [box & border, ...this.ground.space.outside(box, border)].reverse();
    }

    state(rule, box) {
      const met = this.ground.applying.get(rule).filter((each) => !this.ground.space.isEmpty(box & each));
      if (!met.length) return NO;
      return met.some((each) => !(box & ~each)) ? YES : "open";
    }

    canBe(outcome, maybe, sure) {
      const beaten = (rule) => this.ground.defeaters.get(rule).some((each) => sure.has(each));
      const up = [...maybe].filter((rule) => !beaten(rule));
      if (outcome === CONTRADICTION) return new Set(up.map((rule) => rule.verdict)).size > 1;
      const safe = (rule) => !this.ground.defeaters.get(rule).some((each) => maybe.has(each));
      if ([...sure].some((rule) => safe(rule) && rule.verdict !== outcome.verdict)) return false;
      if (up.some((rule) => rule.verdict === outcome.verdict)) return true;
      return (outcome.verdict || null) === (this.ground.otherwise || null);
    }
  }

  // ── The answer ──────────────────────────────────────────────────────────────

  const ruleIds = (rules) => rules.map((rule) => rule.rule);

  class Answer {
    constructor(engine, said) {
      this.engine = engine;
      this.said = said;
      this.ground = new Ground(engine, said.categories, said.known);
      this.outlook = new Outlook(this.ground);
    }

    decision() {
      const { ground, outlook } = this;
      const { outcome, standing } = ground.there(ground.usual);
      const changes = outlook.elsewhere.flatMap(({ outcome: other, ways }) =>
        ways.map((box) => this.case(box, other)),
      );
      const variants = outlook.variants.map((box) => this.case(box, outcome));
      const around = outlook.complete ? outlook.around() : [];
      const settled = !outlook.elsewhere.length;
      return {
        ...this.said.question,
        status: settled ? (outlook.sure ? outcome.status : "unknown") : "open",
        verdict: settled && outlook.sure ? outcome.verdict : null,
        case: { facts: around, ...outcome, rules: ruleIds(standing) },
        usual: this.usual([around, ...[...changes, ...variants].map((each) => each.facts)].flat()),
        standing: standing.map((rule) => this.standing(rule)),
        style_contradictions: this.styleContradictions(standing),
        changes,
        variants,
        complete: outlook.complete,
        rules: ground.rules.map((rule) => this.state(rule)),
      };
    }

    case(box, outcome) {
      const { space, boxes } = this.ground;
      const [first] = boxes.points(box, space.constrained(box));
      const { standing } = this.ground.there(this.outlook.ways.point(first));
      return { facts: space.facts(space.constrained(box), box), ...outcome, rules: ruleIds(standing) };
    }

    /** What the usual case takes the facets to be that any of these facts are about. */
    usual(facts) {
      const named = new Set(facts.filter((fact) => fact.kind === "facet").map((fact) => fact.name));
      const { space, usual } = this.ground;
      const variables = space.variables.filter((each) => each.kind === "facet" && named.has(each.name));
      return space.facts(variables, usual);
    }

    standing(rule) {
      const { ground } = this;
      const beaten = ground.rules.filter((other) => ground.defeaters.get(other).includes(rule));
      return {
        rule: rule.rule,
        always: ground.stands(rule) === YES,
        defeats: beaten
          .filter((other) => ground.meet(rule, other))
          .map((other) => ({ rule: other.rule, applies: ground.applies(other), ...this.rank(rule, other) })),
        styles: rule.styles,
      };
    }

    state(rule) {
      const { ground } = this;
      const above = ground.defeaters.get(rule).filter((other) => ground.meet(rule, other));
      return {
        rule: rule.rule,
        applies: ground.applies(rule),
        stands: ground.stands(rule),
        defeated_by: above.map((other) => ({
          rule: other.rule,
          applies: ground.applies(other),
          ...this.rank(other, rule),
        })),
        conditions: this.conditions(rule),
      };
    }

    /** Why the winner, where both apply, defeats the loser. */
    rank(winner, loser) {
      const between = winner.overrides[loser.rule];
      if (!between) {
        const { authority } = this.engine.policy;
        return { way: "authority", levels: [authority[winner.level], authority[loser.level]], steps: [] };
      }
      const way = [winner.rule, ...between, loser.rule];
      const steps = way.slice(1).map((below, at) => ({ rule: way[at], overrides: below }));
      return { way: "overrides", levels: [], steps };
    }

    /** Each condition of a rule: whether it holds, and the facts on which that turns. */
    conditions(rule) {
      const left = sum(this.ground.possible);
      const { space } = this.ground;
      return [...(rule.when ? [rule.when] : []), ...rule.unless].map(({ word, text, condition }) => {
        const value = truth(condition, left, space);
        const variables = deciding(condition, value, left, space).map((atom) => asked(atom, space)[0]);
        return { word, text, value, facts: space.facts([...new Set(variables)], left) };
      });
    }

    /** The elements that one of the styles must include and another must not. */
    styleContradictions(standing) {
      const { styles } = this.engine.policy;
      const followed = [...new Set(standing.flatMap((rule) => rule.styles))];
      const said = followed
        .flatMap((style) => styles[style].directives)
        .filter((each) => each.modality === "must");
      const torn = said.filter(({ element, negated }) =>
        said.some((other) => other.element === element && other.negated !== negated),
      );
      return [...new Set(torn.map((each) => each.element))];
    }
  }

  class Engine {
    constructor(policy, limits) {
      this.policy = policy;
      this.limits = { ...LIMITS, ...limits };
      this.space = new Space(policy.questions);
      this.regions = new Regions(policy, this.space);
    }

    /** What is decided about a request.

        `categories` are those that it is in, `facts` what else is known of it, as `{kind, name, values}`; what
        is not mentioned is open, and where it is `closed`, flags and free texts that are not mentioned are no. */
    decide({ categories, facts = [], closed = false }) {
      const said = this.read(categories, facts, closed);
      try {
        return new Answer(this, said).decision();
      } catch (error) {
        if (error instanceof BudgetError) return unknown(said.question);
        if (error instanceof ImpossibleError) return this.impossible(said);
        throw error;
      }
    }

    read(named, facts, closed) {
      const categories = this.inside(named);
      let known = this.space.whole;
      for (const variable of this.space.variables) {
        if (variable.kind === "category")
          known = this.space.narrowed(known, variable, [categories.includes(variable.name) ? YES : NO]);
        else if (closed && variable.kind !== "facet") known = this.space.narrowed(known, variable, [NO]);
      }
      for (const { kind, name, values } of facts)
        known = this.space.narrowed(known, this.space.variable(kind, name), values);
      return { categories, known, question: { categories, facts, closed } };
    }

    /** Some categories, and those that they are within. */
    inside(named) {
      return [...new Set(named.flatMap((each) => this.regions.byId.get(each).inside))];
    }

    /** What the rules ask of a request in some categories: `{kind, name}`, in the policy's order. */
    questions(named) {
      const categories = this.inside(named);
      const rules = this.policy.rules.filter((rule) => categories.includes(rule.category));
      const conditions = rules.flatMap((rule) => [...(rule.when ? [rule.when] : []), ...rule.unless]);
      const variables = conditions
        .flatMap(({ condition }) => atoms(condition))
        .map((atom) => asked(atom, this.space)[0]);
      return this.space.variables.filter((each) => each.kind !== "category" && variables.includes(each));
    }

    /** The fewest lines of the policy that leave no request with these facts. */
    impossible(said) {
      const boxes = new Boxes(this.space, this.limits.work);
      let reasons = this.reasons();
      for (const reason of reasons) {
        const rest = reasons.filter((other) => other !== reason);
        if (
          !boxes.without(
            [said.known],
            rest.flatMap((each) => each.region),
          ).length
        )
          reasons = rest;
      }
      return {
        ...unknown(said.question),
        status: "impossible",
        reasons: reasons.map((each) => each.because),
      };
    }

    reasons() {
      const assumed = this.policy.assumptions.map(({ text, condition }) => ({
        because: { assumption: text },
        region: this.regions.of(condition, false),
      }));
      const box = (category) => atomBox({ category }, this.space, true);
      const apart = this.policy.categories.flatMap(({ category, disjoint }) =>
        disjoint.map((other) => ({
          because: { category, disjoint: other },
          region: [box(category) & box(other)],
        })),
      );
      return [...assumed, ...apart];
    }
  }

  const unknown = (question) => ({
    ...question,
    status: "unknown",
    verdict: null,
    case: null,
    usual: [],
    standing: [],
    style_contradictions: [],
    changes: [],
    variants: [],
    complete: true,
    rules: [],
  });

  return { engine: (policy, limits = {}) => new Engine(policy, limits) };
});

// Search in a policy, narrowed to rules, terms or examples. The question stands in the page's address.
"use strict";

(() => {
  const box = document.querySelector("[data-specdsl-search]");
  if (!box) return;
  const form = box.querySelector("[data-specdsl-search-form]");
  const words = box.querySelector("[data-specdsl-search-words]");
  const count = box.querySelector("[data-specdsl-search-count]");
  const found = box.querySelector("[data-specdsl-search-found]");
  const MOST = 100;
  let entries = [];

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const element = (name, kind, ...content) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...content);
    return made;
  };

  // Title before name before text; all words must be there.
  const score = (entry, wanted) => {
    let sum = 0;
    for (const word of wanted) {
      if (entry.foldedTitle === word) sum += 20;
      else if (entry.foldedTitle.includes(word)) sum += 10;
      else if (entry.id.includes(word)) sum += 5;
      else if (entry.foldedText.includes(word)) sum += 1;
      else return 0;
    }
    return sum;
  };

  // So much of the text, to the end of a word.
  const cut = (text, most) => (text.length > most ? `${text.slice(0, text.lastIndexOf(" ", most))} …` : text);

  // The text around the first word that is found, that word marked.
  const excerpt = (entry, wanted) => {
    const lower = entry.text.toLowerCase();
    const hit = wanted.map((word) => [lower.indexOf(word), word.length]).find(([at]) => at >= 0);
    if (!hit) return [cut(entry.text, 160)];
    const [at, length] = hit;
    const start = Math.max(0, entry.text.lastIndexOf(" ", Math.max(0, at - 70)) + 1);
    return [
      (start ? "… " : "") + entry.text.slice(start, at),
      element("mark", "", entry.text.slice(at, at + length)),
      cut(entry.text.slice(at + length), 110),
    ];
  };

  const badge = (entry) => {
    if (!entry.verdict) return element("span", "specdsl-badge", entry.kind);
    const letter = element("span", "specdsl-letter", entry.letters);
    letter.setAttribute("aria-hidden", "true");
    return element("span", `specdsl-verdict specdsl-look-${entry.shape}`, letter, ` ${entry.verdict}`);
  };

  const row = (entry, wanted) => {
    const link = element("a", "", entry.title);
    link.href = box.dataset.specdslRoot + entry.url;
    const where = element("span", "specdsl-found-where", entry.where ? ` in ${entry.where}` : "");
    return element("li", "", element("p", "", badge(entry), " ", link, where), element("p", "", ...excerpt(entry, wanted)));
  };

  const show = () => {
    const wanted = fold(words.value).split(/\s+/).filter(Boolean);
    const kind = form.elements.in.value;
    const hits = entries
      .filter((entry) => kind === "all" || entry.kind === kind)
      .map((entry) => [wanted.length ? score(entry, wanted) : 0, entry])
      .filter(([points]) => points > 0)
      .sort(([one], [other]) => other - one)
      .map(([, entry]) => entry);
    found.replaceChildren(...hits.slice(0, MOST).map((entry) => row(entry, wanted)));
    const more = hits.length > MOST ? `; the first ${MOST} are shown` : "";
    count.textContent = wanted.length ? `${hits.length} found${more}` : "";
  };

  // Not `q`: the theme's own search opens where an address has that.
  const remember = () => {
    const query = new URLSearchParams({ words: words.value, in: form.elements.in.value });
    history.replaceState(null, "", `?${query}`);
  };

  const start = async () => {
    const answer = await fetch(box.dataset.specdslSearch);
    if (!answer.ok) throw new Error(`the index could not be read: ${answer.status}`);
    entries = (await answer.json()).map((entry) => ({ ...entry, foldedTitle: fold(entry.title), foldedText: fold(entry.text) }));
    const asked = new URLSearchParams(location.search);
    words.value = asked.get("words") ?? "";
    for (const choice of form.elements.in) choice.checked = choice.value === (asked.get("in") ?? "all");
    if (!form.elements.in.value) form.elements.in[0].checked = true;
    box.hidden = false;
    document.querySelector("[data-specdsl-search-without]").hidden = true;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => (show(), remember()));
    show();
  };

  start();
})();

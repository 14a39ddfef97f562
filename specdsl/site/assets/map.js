// The map of a policy: zoom by buttons, keys, wheel and pinch; drag to move; a row shows its own arcs alone.
// Without this script the picture is there in full, in a box that scrolls.

const STEP = 1.25;
const LARGEST = 2.5;

function walkable(frame) {
  const box = frame.querySelector(".specdsl-view-box");
  const picture = box.querySelector("svg");
  const { width, height } = picture.viewBox.baseVal;
  let scale = 1;

  const smallest = () => Math.min(1, box.clientWidth / width, box.clientHeight / height);

  // Zoom so that the point of the picture under (x, y), in pixels of the box, stays where it is.
  function zoom(wanted, x = box.clientWidth / 2, y = box.clientHeight / 2) {
    const next = Math.min(LARGEST, Math.max(smallest(), wanted));
    const left = (box.scrollLeft + x) / scale;
    const top = (box.scrollTop + y) / scale;
    scale = next;
    picture.setAttribute("width", width * scale);
    picture.setAttribute("height", height * scale);
    box.scrollLeft = left * scale - x;
    box.scrollTop = top * scale - y;
  }

  const fit = () => zoom(Math.min(1, box.clientWidth / width));

  function at(event) {
    const frame = box.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  }

  // ── Buttons and keys ───────────────────────────────────────────────────────

  const actions = [
    ["Zoom in", "+", () => zoom(scale * STEP)],
    ["Zoom out", "\u2212", () => zoom(scale / STEP)],
    ["Fit to width", "\u2194", fit],
    ["Show all", "\u25a1", () => zoom(0)],
  ];
  const bar = document.createElement("div");
  bar.className = "specdsl-view-bar";
  for (const [name, sign, action] of actions) {
    const button = document.createElement("button");
    button.type = "button";
    button.title = name;
    button.setAttribute("aria-label", name);
    button.textContent = sign;
    button.addEventListener("click", action);
    bar.append(button);
  }
  frame.prepend(bar);

  const keys = { "+": 0, "=": 0, "-": 1, 0: 2, a: 3 };
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    actions[keys[event.key]][2]();
    event.preventDefault();
  });

  // ── Wheel and fingers ──────────────────────────────────────────────────────

  // A plain wheel scrolls, until the picture was clicked or tabbed to: nobody is to be caught by it.
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey && !box.contains(document.activeElement)) return;
    zoom(scale * Math.exp(-event.deltaY / 400), ...at(event));
    event.preventDefault();
  }, { passive: false });

  let spread = 0;
  const distance = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  box.addEventListener("touchmove", (event) => {
    if (event.touches.length !== 2) return;
    const now = distance(event.touches);
    const [one, other] = [at(event.touches[0]), at(event.touches[1])];
    if (spread) zoom((scale * now) / spread, (one[0] + other[0]) / 2, (one[1] + other[1]) / 2);
    spread = now;
    event.preventDefault();
  }, { passive: false });
  for (const end of ["touchend", "touchcancel"]) box.addEventListener(end, () => { spread = 0; });

  // ── Dragging ───────────────────────────────────────────────────────────────

  let grip = null;
  let dragged = false;
  box.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    grip = [event.clientX + box.scrollLeft, event.clientY + box.scrollTop];
    dragged = false;
  });
  window.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const [left, top] = [grip[0] - event.clientX, grip[1] - event.clientY];
    dragged ||= Math.hypot(left - box.scrollLeft, top - box.scrollTop) > 4;
    if (dragged) box.scrollTo({ left, top, behavior: "instant" });
  });
  window.addEventListener("pointerup", () => { grip = null; });
  box.addEventListener("dragstart", (event) => event.preventDefault());
  box.addEventListener("click", (event) => { if (dragged) event.preventDefault(); }, true);

  // ── One row's arcs ─────────────────────────────────────────────────────────

  const arcs = [...picture.querySelectorAll("[data-ends]")];
  function show(event) {
    const row = event.target.closest("[data-id]") ?? event.target.querySelector?.("[data-id]");
    picture.classList.toggle("specdsl-pointed", Boolean(row));
    for (const arc of arcs) {
      const ends = arc.dataset.ends.split(" ");
      arc.classList.toggle("specdsl-lit", Boolean(row) && ends.includes(row.dataset.id));
    }
  }
  picture.addEventListener("pointerover", show);
  picture.addEventListener("focusin", show);
  picture.addEventListener("pointerleave", show);

  fit();
}

document.querySelectorAll("[data-specdsl-view]").forEach(walkable);

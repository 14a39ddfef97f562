// Escape hides the definition of a term that is pointed at or has the focus, until that changes.
"use strict";

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".specdsl-term:is(:hover, :focus-visible)")) {
    term.dataset.specdslHushed = "";
    const show = () => delete term.dataset.specdslHushed;
    term.addEventListener("pointerleave", show, { once: true });
    term.addEventListener("blur", show, { once: true });
  }
});

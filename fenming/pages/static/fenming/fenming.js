// Small conveniences. Every duty works without this file; nothing here decides anything.
(function () {
  "use strict";

  // After a refused form the reader starts at the list of what to correct.
  const errors = document.querySelector(".fm-errors[tabindex]");
  if (errors) errors.focus();

  // A second click while the first is on its way sends nothing. The server would refuse it
  // politely anyway; a form that stays on the page (a download, a partial swap) is freed again.
  const sent = new WeakSet();
  const free = (form) => {
    sent.delete(form);
    form.removeAttribute("aria-busy");
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (sent.has(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (event.defaultPrevented || form.method !== "post") return;
    // a file comes back and the page stays as it is
    if (event.submitter && "file" in event.submitter.dataset) return;
    sent.add(form);
    form.setAttribute("aria-busy", "true");
    setTimeout(() => free(form), 8000);
  }, true);
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest("form");
    if (form) free(form);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[aria-busy]").forEach(free);
  });

  // In the meeting one key leads on: data-key="ArrowRight Space n" on a link. The space bar keeps pressing
  // whatever button or link has the focus.
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, summary, [contenteditable]")) return;
    const key = event.key === " " ? "Space" : event.key;
    if (key === "Space" && event.target.closest("a, button, label")) return;
    for (const link of document.querySelectorAll("a[data-key]")) {
      if (link.dataset.key.split(" ").includes(key)) {
        event.preventDefault();
        link.click();
        return;
      }
    }
  });

  // Buttons that need a script stay hidden without one.
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // Tick or clear a whole list: data-all="<name of the boxes>".
  document.querySelectorAll("button[data-all]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const boxes = [...button.form.querySelectorAll("input[type=checkbox]")].filter((box) => box.name === button.dataset.all);
      const every = boxes.every((box) => box.checked);
      boxes.forEach((box) => { box.checked = !every; });
    });
  });
})();

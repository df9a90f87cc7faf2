// The editor comes onto the page in place of its textareas; what was not saved on an earlier visit is offered again.
(() => {
  const { editor } = window.ScoringTable;
  if (!editor) return;
  const { root, form, foot, sheets, started, unsaved } = editor;
  const { lang, dataset: { zone: timeZone } } = document.documentElement;

  // The check counts lines from the heading: typed without one, or with blank lines, the text gets them now.
  sheets
    .filter((sheet) => sheet.rows.every((row) => row.length <= sheet.width))
    .forEach((sheet) => (sheet.area.value = sheet.text(started[sheet.index])));

  const offer = (kept) => {
    const box = root.querySelector("[data-offer]");
    box.hidden = false;
    box.querySelector("[data-offer-at]").textContent = new Date(kept.at).toLocaleString(lang, { timeZone });
    box.addEventListener("click", (event) => {
      const answer = event.target.closest("button")?.dataset.answer;
      if (!answer) return;
      unsaved.forget(kept.seen);
      if (answer === "restore") {
        // Written on another state of the draft: saving then shows both, as for any second writer.
        form.elements.seen.value = kept.seen || form.elements.seen.value;
        unsaved.seen = form.elements.seen.value;
        editor.replace(kept.state);
        editor.announce("restored");
      }
      box.hidden = true;
      editor.grid.focus(0, 0);
    });
  };

  root.hidden = false;
  foot.hidden = false;
  document.querySelectorAll("[data-without-script]").forEach((part) => (part.hidden = true));
  document.querySelectorAll("[data-shut-with-script]").forEach((part) => (part.open = false));
  editor.show();
  const kept = unsaved.found(started);
  if (kept) offer(kept);
})();

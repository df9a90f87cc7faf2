// What stands around the cells: points and findings as they follow from what was saved. Groups fold, and stay as they
// were left on this computer; what needs a person unfolds by itself. The history of a line opens in place.
(() => {
  const form = document.querySelector("form[data-sheet]");
  const config = document.getElementById("sheet-live");
  if (!form || !config) return;
  const { words, journal } = JSON.parse(config.textContent);
  const place = `folded:${journal}`;
  const read = () => {
    try {
      return new Set(JSON.parse(localStorage.getItem(place) ?? "[]"));
    } catch {
      return new Set();
    }
  };
  const folded = read();
  const groups = [...form.querySelectorAll("tr[data-fold]")];
  const inner = [...form.querySelectorAll("tr[data-in]")];

  const draw = () => {
    for (const row of inner) row.hidden = row.dataset.in.split(" ").some((group) => folded.has(group));
    for (const row of groups) row.querySelector("button").setAttribute("aria-expanded", String(!folded.has(row.dataset.fold)));
    all.textContent = folded.size ? words.unfold_all : words.fold_all;
  };
  const keep = () => {
    try {
      localStorage.setItem(place, JSON.stringify([...folded]));
    } catch {
      // It is only a matter of looks.
    }
    draw();
  };
  const unfold = (row) => {
    const shut = (row?.dataset.in ?? "").split(" ").filter((group) => folded.has(group));
    shut.forEach((group) => folded.delete(group));
    if (shut.length) keep();
  };

  for (const row of groups) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "sheet-fold" });
    const name = row.querySelector("th > span");
    name.before(button);
    button.append(name);
    button.addEventListener("click", () => {
      if (!folded.delete(row.dataset.fold)) folded.add(row.dataset.fold);
      keep();
    });
  }
  const all = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-quiet sheet-fold-all" });
  all.addEventListener("click", () => {
    const next = folded.size ? [] : groups.map((row) => row.dataset.fold);
    folded.clear();
    next.forEach((group) => folded.add(group));
    keep();
  });
  if (groups.length > 1) document.querySelector("[data-fold-all]")?.append(all);
  draw();
  // A link to a line, and a cell that takes the focus, are shown.
  const target = () => unfold(document.getElementById(location.hash.slice(1)));
  window.addEventListener("hashchange", target);
  target();
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#criterion-']");
    if (link) unfold(document.getElementById(link.hash.slice(1)));
  });
  form.addEventListener("sheet:show", (event) => unfold(event.target.closest("tr")));

  // A change takes the signature of the leader: what the page said of it is said anew.
  const warning = document.querySelector("[data-signed] .callout > div");
  const unchanged = warning?.textContent;

  window.ResultsSheet.tell = ({ said, groups: totals, standing, state, signed }) => {
    for (const [row, each] of Object.entries(said)) {
      const shown = form.querySelector(`tr[data-row="${row}"]`);
      if (!shown) continue;
      for (const name of ["score", "found", "badge", "mark"].filter((one) => one in each)) shown.querySelector(`[data-${name}]`).innerHTML = each[name];
      shown.classList.toggle("row-info", each.open);
    }
    for (const [group, each] of Object.entries(totals)) {
      const total = form.querySelector(`[data-group="${group}"]`);
      for (const name of total ? Object.keys(each) : []) total.querySelector(`[data-${name}]`).textContent = each[name];
    }
    form.querySelector("[data-standing]").innerHTML = standing;
    document.querySelector("[data-report-state]").outerHTML = state;
    if (warning) warning.textContent = signed ? unchanged : words.unsigned;
  };

  const dialog = Object.assign(document.createElement("dialog"), { className: "sheet-told" });
  const close = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-outline-secondary", textContent: words.close });
  close.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  form.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-history]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const answer = await fetch(link.href, { credentials: "same-origin", cache: "no-store" }).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const body = page && page.querySelector("[data-history-body]");
    if (!body) return location.assign(link.href);
    const parts = [page.querySelector("h1"), body].map((part) => document.importNode(part, true));
    // What leads on from there leads on from there.
    for (const each of parts[1].querySelectorAll("a[href^='?']")) each.href = link.href + each.getAttribute("href");
    dialog.replaceChildren(...parts, close);
    dialog.showModal();
  });
})();

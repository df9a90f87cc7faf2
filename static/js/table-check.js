// The live check: the text goes to the server, what it says comes back beside the rows, as a list of what has to be
// mended, and as sums. And the textareas, typed into.
(() => {
  const { editor } = window.ScoringTable;
  if (!editor) return;
  const { root, form, foot, sheets, say } = editor;
  const WAIT = 400;
  let timer = 0;
  let running = null;
  let count = null;

  const answerOf = async (address, data, signal) => {
    const answer = await fetch(address, { method: "POST", body: data, signal, headers: { Accept: "application/json" } });
    if (!answer.ok || !answer.headers.get("Content-Type")?.includes("json")) throw new Error(String(answer.status));
    return answer.json();
  };

  const showState = (words, look) => {
    const state = foot.querySelector("[data-state]");
    state.textContent = words;
    state.className = look;
  };
  const unheard = (error) => {
    if (error.name !== "AbortError") showState(say("unchecked"), "cell-bad");
  };

  const itemOf = (problem) => {
    const [item, link, sheet] = [document.createElement("li"), document.createElement("a"), sheets[problem.sheet]];
    link.href = `#${sheet.grid.table.id}`;
    Object.assign(link.dataset, { sheet: sheet.index, row: Math.max(problem.row, 0), column: problem.column });
    const line = problem.row < 0 ? "" : say("line", { row: problem.row + 1, code: problem.code }).replace(/[,\s]+$/, "");
    const where = document.createElement("strong");
    where.textContent = [sheets.length > 1 ? sheet.title : "", line].filter(Boolean).join(" · ");
    link.append(...(where.textContent ? [where, " "] : []), problem.words);
    item.append(link);
    return item;
  };
  const list = (problems) => {
    const heading = root.querySelector("[data-problem-count]");
    root.querySelector("[data-problems]").replaceChildren(...problems.map(itemOf));
    heading.closest("section").classList.toggle("is-sound", !problems.length);
    const words = say(problems.length ? "open" : "sound", { count: problems.length });
    heading.replaceChildren(editor.grid.icon(problems.length ? "wrong" : "right"), words);
  };

  // Problems by grid and row; facts are of the rows of the first grid.
  const show = (answer) => {
    const facts = Object.fromEntries(Object.entries(answer.lines).map(([line, fact]) => [sheets[0].rowOf(Number(line)), fact]));
    editor.recode(sheets[0], Object.fromEntries(Object.entries(facts).map(([row, fact]) => [row, fact.code])));
    const problems = answer.problems.map((each) => {
      const sheet = sheets.find((one) => one.name === each.sheet) ?? sheets[0];
      return { ...each, sheet: sheet.index, row: each.line === null ? -1 : sheet.rowOf(each.line) };
    });
    sheets.forEach((sheet) => sheet.grid.take(sheet.index ? {} : facts, problems.filter((each) => each.sheet === sheet.index)));
    list(problems);
    foot.querySelector("[data-sums]").textContent = answer.sums.join(" · ");
    showState(answer.state, problems.length ? "cell-warn" : "cell-good");
    if (count !== null && count !== problems.length) editor.announce(problems.length ? "open" : "sound", { count: problems.length });
    count = problems.length;
  };

  const check = async (withRows = false) => {
    running?.abort();
    running = new AbortController();
    const data = new FormData(form);
    if (withRows) data.set("rows", "1");
    root.setAttribute("aria-busy", "true");
    try {
      const answer = await answerOf(root.dataset.check, data, running.signal);
      root.removeAttribute("aria-busy");
      if (!withRows) show(answer);
      else editor.replace(sheets.map((sheet) => answer.rows[sheet.name]));
    } catch (error) {
      unheard(error);
    }
  };
  // An answer to what is not there any more is not waited for.
  const soon = () => {
    clearTimeout(timer);
    running?.abort();
    root.setAttribute("aria-busy", "true");
    timer = setTimeout(check, WAIT);
  };
  // To the first cell of the grid that has to be mended, else to its first.
  const come = (sheet) => {
    const link = root.querySelector(`[data-problems] a[data-sheet="${sheet.index}"]`);
    if (link) link.click();
    else sheet.grid.focus(0, 0);
  };

  editor.listeners.changed.push(soon);
  form.addEventListener("change", (event) => {
    if (!event.isTrusted) return;
    if (sheets.some((sheet) => sheet.area === event.target)) check(true);
    else soon();
  });
  root.querySelector("[data-problems]").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    const sheet = sheets[Number(link.dataset.sheet)];
    editor.reveal(sheet, Number(link.dataset.column));
    sheet.grid.focus(Number(link.dataset.row), Number(link.dataset.column));
  });
  // The sentence that a text cannot be read leads to the first cell that has to be mended.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a");
    const sheet = sheets.find((each) => link?.getAttribute("href") === `#${each.area.id}`);
    if (!sheet) return;
    event.preventDefault();
    come(sheet);
  });

  editor.ask = answerOf;
  const wanted = sheets.find((sheet) => window.location.hash === `#${sheet.area.id}`);
  check().then(() => wanted && come(wanted));
})();

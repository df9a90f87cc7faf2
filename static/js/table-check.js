// The live check: the text goes to the server, what it says comes back beside the rows. And the textarea, typed into.
(() => {
  const { editor } = window.ScoringTable;
  if (!editor) return;
  const { root, form, area, grid } = editor;
  const WAIT = 400;
  let timer = 0;
  let running = null;
  let count = null;

  const answerOf = async (address, data, signal) => {
    const answer = await fetch(address, { method: "POST", body: data, signal, headers: { Accept: "application/json" } });
    if (!answer.ok || !answer.headers.get("Content-Type")?.includes("json")) throw new Error(String(answer.status));
    return answer.json();
  };

  const unheard = (error) => {
    if (error.name === "AbortError") return;
    grid.showState(grid.say("unchecked"), "cell-bad");
  };

  const show = (answer) => {
    editor.recode(Object.fromEntries(Object.entries(answer.lines).map(([line, fact]) => [editor.rowOf(Number(line)), fact.code])));
    grid.showAnswer(answer, editor.rowOf);
    if (count !== null && count !== answer.problems.length) {
      editor.announce(answer.problems.length ? "open" : "sound", { count: answer.problems.length });
    }
    count = answer.problems.length;
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
      else editor.replace(answer.rows);
    } catch (error) {
      unheard(error);
    }
  };
  const soon = () => {
    clearTimeout(timer);
    root.setAttribute("aria-busy", "true");
    timer = setTimeout(check, WAIT);
  };

  editor.listeners.changed.push(soon);
  form.addEventListener("change", (event) => {
    if (!event.isTrusted) return;
    if (event.target === area) check(true);
    else soon();
  });
  root.querySelector("[data-problems]").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    editor.reveal(Number(link.dataset.column));
    grid.focus(Number(link.dataset.row), Number(link.dataset.column));
  });
  // The sentence that the text cannot be read leads to the first cell that has to be mended.
  document.addEventListener("click", (event) => {
    if (!event.target.closest(`.error-summary a[href="#${area.id}"]`)) return;
    event.preventDefault();
    root.querySelector("[data-problems] a")?.click();
  });

  editor.ask = answerOf;
  check();
})();

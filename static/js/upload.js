// Sends evidence part by part: several files at a time, dropped or chosen, with progress; a connection that breaks goes
// on where it ended. Without it the form sends the same files in one go.
(() => {
  const form = document.querySelector("form[data-upload]");
  if (!form || !window.fetch || !window.DataTransfer) return;
  const input = form.querySelector("input[type=file]");
  const button = form.querySelector("button[type=submit]");
  const said = form.dataset;
  const WAITS = [1, 2, 4, 8, 15, 30];
  const AT_ONCE = 2;

  const list = document.createElement("ul");
  list.className = "upload-list";
  list.setAttribute("aria-live", "polite");
  button.parentElement.before(list);

  // Dropped files join those that were chosen; the field shows them all.
  const drop = document.createElement("p");
  drop.className = "upload-drop";
  drop.textContent = said.drop;
  input.after(drop);
  const stop = (event) => event.preventDefault();
  ["dragenter", "dragover"].forEach((name) =>
    form.addEventListener(name, (event) => {
      stop(event);
      drop.classList.add("over");
    }),
  );
  ["dragleave", "drop"].forEach((name) => form.addEventListener(name, () => drop.classList.remove("over")));
  form.addEventListener("drop", (event) => {
    stop(event);
    const all = new DataTransfer();
    [...input.files, ...event.dataTransfer.files].forEach((file) => all.items.add(file));
    input.files = all.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  // Only a secure page has the means; elsewhere the server checks the size alone.
  const hashed = async (file) =>
    window.crypto?.subtle ? hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())) : "";

  class Refused extends Error {}
  class Gone extends Refused {}

  // An answer that is no JSON is the page of signing in, or a server that is away: it is asked again.
  const ask = async (address, body, method = "POST") => {
    const token = form.elements.csrfmiddlewaretoken.value;
    const answer = await fetch(address, { method, body, headers: { "X-CSRFToken": token }, redirect: "error" });
    if (answer.status === 404) throw new Gone(said.failed);
    if (answer.status >= 500) throw new Error(String(answer.status));
    const told = await answer.json();
    if (answer.status !== 422 && !answer.ok) throw new Refused(told.problem);
    return told;
  };

  const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

  // Until it is answered; a refusal ends it.
  const insist = async (row, deed) => {
    for (let turn = 0; ; turn += 1) {
      try {
        const told = await deed(turn);
        row.say("");
        return told;
      } catch (problem) {
        if (problem instanceof Refused || turn > 60) throw problem;
        row.say(said.waiting);
        await wait(WAITS[Math.min(turn, WAITS.length - 1)]);
      }
    }
  };

  const fields = (pairs) => {
    const body = new FormData();
    Object.entries(pairs).forEach(([name, value]) => body.set(name, value));
    return body;
  };

  const row = (file) => {
    const item = document.createElement("li");
    const bar = document.createElement("progress");
    const words = document.createElement("span");
    bar.max = file.size || 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    item.append(`${file.name} `, bar, " ", words);
    list.append(item);
    return {
      to: (length) => (bar.value = length),
      say: (text, state = "") => {
        words.textContent = text;
        item.dataset.state = state;
      },
    };
  };

  const sent = async (file, place, tries = 3) => {
    const sha256 = await hashed(file);
    const about = { name: file.name, size: file.size, sha256 };
    const begun = await insist(place, () => ask(said.upload, fields(about)));
    let at = begun.received;
    while (at < file.size) {
      place.to(at);
      const part = file.slice(at, at + begun.part);
      // After a break the server may have more, or less, than was thought: it is asked first.
      const told = await insist(place, async (turn) => {
        if (turn) {
          const now = await ask(begun.upload, null, "GET");
          if (now.received !== at) return now;
        }
        return ask(`${begun.upload}?offset=${at}`, part);
      });
      at = told.received;
    }
    place.to(file.size);
    const last = new FormData(form);
    last.delete(input.name);
    if (said.criterion) last.set("criterion", said.criterion);
    try {
      const done = await insist(place, () => ask(begun["upload-finish"], last));
      if (done.file) return;
    } catch (problem) {
      // It arrived, and only the answer was lost.
      if (problem instanceof Gone) return;
      throw problem;
    }
    if (tries === 1) throw new Refused(said.failed);
    await sent(file, place, tries - 1);
  };

  const each = async (file) => {
    const place = row(file);
    try {
      await sent(file, place);
      place.say(said.done, "good");
      return null;
    } catch (problem) {
      place.say(problem instanceof Refused ? problem.message : said.failed, "bad");
      return file;
    }
  };

  form.addEventListener("submit", async (event) => {
    const files = [...input.files];
    if (!files.length || !form.elements.declared.checked) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (button.disabled) return;
    button.disabled = true;
    list.replaceChildren();
    const left = [];
    const waiting = [...files];
    const work = async () => {
      while (waiting.length) {
        const failed = await each(waiting.shift());
        if (failed) left.push(failed);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    // What failed stays chosen, to be tried again or left.
    const again = new DataTransfer();
    left.forEach((file) => again.items.add(file));
    input.files = again.files;
    button.disabled = false;
    form.dispatchEvent(new Event("kept", { bubbles: true }));
    if (!left.length) location.assign(said.after);
  }, true);
})();

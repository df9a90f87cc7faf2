// A session that has ended is renewed in place: the entrance's own forms, the second factor among them, in a dialog.
(() => {
  const pageOf = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

  class Session {
    // `words` are the sentences, `done` is called once the same person is signed in again.
    constructor(config, done) {
      Object.assign(this, { config, done });
      this.dialog = document.createElement("dialog");
      this.dialog.className = "sheet-session";
      this.dialog.addEventListener("submit", (event) => this.sent(event));
      // Whoever was filling in a cell goes on there.
      document.addEventListener("focusin", ({ target }) => target.matches("form[data-sheet] [name^='c']") && (this.field = target));
      this.dialog.addEventListener("close", () => this.field?.focus());
      document.body.append(this.dialog);
    }

    async open() {
      if (this.dialog.open) return;
      const answer = await fetch(this.config.login, { credentials: "same-origin", cache: "no-store" });
      if (await this.arrived(answer)) return;
      this.show(await pageOf(answer));
      this.dialog.showModal();
      this.dialog.querySelector("input:not([type='hidden'])")?.focus();
    }

    show(page) {
      const title = document.createElement("h2");
      title.textContent = this.config.words.sign_in;
      const close = document.createElement("button");
      Object.assign(close, { type: "button", className: "btn btn-quiet", textContent: this.config.words.close });
      close.addEventListener("click", () => this.dialog.close());
      const form = page.querySelector("main form[method='post']");
      const wrong = page.querySelector("main .error-summary");
      const shown = [wrong, form].filter(Boolean).map((part) => document.importNode(part, true));
      this.dialog.replaceChildren(title, ...shown, close);
    }

    async sent(event) {
      event.preventDefault();
      const form = event.target;
      const body = new URLSearchParams(new FormData(form, event.submitter ?? undefined));
      const address = new URL(form.getAttribute("action") || this.address, location.href);
      const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
      if (await this.arrived(answer)) return;
      this.show(await pageOf(answer));
      this.dialog.querySelector("[data-focus], input:not([type='hidden'])")?.focus();
    }

    // True where the way led to the answer that only a signed-in person gets.
    async arrived(answer) {
      this.address = answer.url;
      if (new URL(answer.url).pathname !== this.config.signed_in) return false;
      const { person, name } = await answer.json();
      if (person === this.config.person) {
        this.renewTokens();
        this.dialog.close();
        this.done();
      } else {
        const sentence = document.createElement("p");
        sentence.textContent = this.config.words.stranger.replace("{name}", name);
        this.dialog.replaceChildren(sentence);
        if (!this.dialog.open) this.dialog.showModal();
      }
      return true;
    }

    // Forms of the page carry the token of the old session.
    renewTokens() {
      const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
      if (token) document.querySelectorAll("input[name='csrfmiddlewaretoken']").forEach((each) => (each.value = token));
    }
  }

  Object.assign(window.ResultsSheet, { Session });
})();

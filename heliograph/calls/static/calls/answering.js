// Keeps what is filled in (without this file the button "Keep it and go on later" does), and lets the receipt have an
// address of its own, so that loading it again does not send the form again.
const receipt = document.querySelector("[data-address]");
if (receipt) history.replaceState(null, "", receipt.dataset.address);

const form = document.querySelector("form[data-keep]");
const PAUSE = 3000;

if (form) {
  const said = form.querySelector("[data-kept]");
  // owed: what was sent to be kept, and is not known to have arrived; it goes again as it was, before what came since.
  let timer = 0, owed = null, running = null, again = false, sent = false;

  // Files go when the form is sent: a slow line would carry them again each time.
  function body() {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.delete("send");
    data.set("save", "1");
    return data;
  }

  function named(response) {
    if (form.elements.response || !response) return;
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "response", value: response });
    form.append(field);
  }

  // The same is not said twice: a screen reader would read it again and again.
  function say(words, told = {}) {
    if (said.dataset.words === words) return;
    said.dataset.words = words;
    said.replaceChildren(words);
    if (!told.link) return;
    const link = { href: told.link, textContent: told.words, target: "_blank", rel: "noopener" };
    said.append(" ", Object.assign(document.createElement("a"), link));
  }

  function take(told) {
    if (!told.saved) return say(told.why || form.dataset.refused, told);
    named(told.response);
    form.elements.version.value = told.version;
    form.elements.kept.value = told.kept;
    const figures = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn" };
    const clock = new Date().toLocaleTimeString(document.documentElement.lang, figures);
    say(`${form.dataset.keep} ${clock}`);
  }

  async function ask() {
    again = owed !== null;
    owed = owed || body();
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: owed, credentials: "same-origin", headers: { "X-Requested-With": "fetch" },
      });
      if (answer.status >= 500) throw new Error(answer.status);
      const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
      owed = null;
      take(told);
    } catch {
      say(form.dataset.notKept);
      again = true;
    }
  }

  function keep() {
    if (sent) return;
    if (running) { again = true; return; }
    running = ask().finally(() => {
      running = null;
      if (again && !sent) timer = setTimeout(keep, 4 * PAUSE);
    });
  }

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, PAUSE); });
  form.addEventListener("submit", (event) => {
    const pressed = sent;
    sent = true;
    clearTimeout(timer);
    if (!running) return;
    // What is being kept just now arrives first, so that the form says over what it is sent; no press waits for long.
    event.preventDefault();
    if (pressed) return;
    const button = event.submitter, late = new Promise((done) => { setTimeout(done, PAUSE); });
    Promise.race([running, late]).then(() => { running = null; form.requestSubmit(button); });
  });
}

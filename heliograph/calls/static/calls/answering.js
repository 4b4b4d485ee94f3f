// Keeps what is filled in (without this file the button "Keep it and go on later" does), and lets the receipt have an
// address of its own, so that loading it again does not send the form again.
const receipt = document.querySelector("[data-address]");
if (receipt) history.replaceState(null, "", receipt.dataset.address);

const form = document.querySelector("form[data-keep]");
const PAUSE = 3000;

if (form) {
  const said = form.querySelector("[data-kept]");
  let timer = 0, busy = false, again = false, sent = false;

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

  async function keep() {
    if (sent) return;
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: body(), credentials: "same-origin", headers: { "X-Requested-With": "fetch" },
      });
      const told = await answer.json();
      if (told.saved) {
        named(told.response);
        form.elements.version.value = told.version;
        const clock = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
        said.textContent = `${form.dataset.keep} ${clock}`;
      } else if (told.why) {
        said.textContent = told.why;
      }
    } catch {
      said.textContent = form.dataset.notKept;
      again = true;
    }
    busy = false;
    if (again) { again = false; timer = setTimeout(keep, 4 * PAUSE); }
  }

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, PAUSE); });
  form.addEventListener("submit", () => { sent = true; clearTimeout(timer); });
}

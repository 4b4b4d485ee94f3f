// Counts anew while a rule is edited; without this file a button "Count" does it.
const editor = document.getElementById("editor");
const PARTS = ["outcome-count", "outcome-sentence", "outcome-trial", "outcome-examples"];
let timer, asked = 0;

async function count() {
  const number = ++asked;
  const answer = await fetch(editor.dataset.count, {
    method: "POST", body: new FormData(editor), credentials: "same-origin",
  });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (number !== asked) return;
  for (const id of PARTS) {
    const old = document.getElementById(id), fresh = page.getElementById(id);
    if (old && fresh && old.innerHTML !== fresh.innerHTML) old.replaceChildren(...fresh.childNodes);
  }
}

function soon(event) {
  if (event.target.name?.startsWith("new")) return;
  clearTimeout(timer);
  timer = setTimeout(() => count().catch(() => {}), 400);
}

if (editor) {
  editor.addEventListener("change", soon);
  editor.addEventListener("input", soon);
}

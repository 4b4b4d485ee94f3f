// Shows the schools while one types or chooses; without this file the form's button does it.
// data-results and data-said on the form: the ids of the list to renew and of the line that says how many there are.
const form = document.querySelector("form[data-results]");
const PAUSE = 250;
let timer = 0;
let asking = null;

/** What the form asks for, without the fields that ask nothing. */
const asked = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));

const address = (wanted) => (wanted.toString() ? `${form.action}?${wanted}` : form.action);

/** Whoever takes another language goes on with the same question. */
function follow(wanted) {
  document.querySelectorAll("a[hreflang]").forEach((link) => {
    const language = new URL(link.href).searchParams.get("lang");
    link.href = `?${new URLSearchParams([...wanted, ["lang", language]])}`;
  });
}

async function renew() {
  const wanted = asked();
  asking?.abort();
  asking = new AbortController();
  const answer = await fetch(address(new URLSearchParams([...wanted, ["part", "results"]])), { signal: asking.signal });
  if (!answer.ok) return;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
  document.getElementById(form.dataset.results).replaceChildren(found);
  document.getElementById(form.dataset.said).textContent = found.dataset.said;
  history.replaceState(null, "", address(wanted));
  follow(wanted);
}

function soon(pause) {
  clearTimeout(timer);
  timer = setTimeout(() => renew().catch(() => {}), pause);
}

if (form) {
  form.addEventListener("input", (event) => soon(event.target.type === "search" ? PAUSE : 0));
}

// Brings parts of a page up to date while something is under way; without this file a link "Look again" does it.
// data-under-way="yes": go on, asking data-from (this page) every data-pause (3) seconds.
// data-fresh on an element with an id: to be brought up to date, with data-version only where that has changed.
const head = document.querySelector("[data-under-way]");

const same = (old, fresh) =>
  "version" in old.dataset ? old.dataset.version === fresh.dataset.version : old.innerHTML === fresh.innerHTML;

function renew(old, page) {
  const fresh = page.getElementById(old.id);
  if (!fresh) return;
  if (!same(old, fresh)) {
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceChildren(...fresh.childNodes);
    if (focused) document.getElementById(focused)?.focus();
  }
  Object.assign(old.dataset, fresh.dataset);
}

async function look() {
  const answer = await fetch(head.dataset.from || location.href, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelectorAll("[data-fresh]").forEach((old) => renew(old, page));
}

if (head) {
  const timer = setInterval(() => {
    if (head.dataset.underWay !== "yes") return clearInterval(timer);
    if (!document.hidden) look().catch(() => {});
  }, 1000 * (head.dataset.pause || 3));
}

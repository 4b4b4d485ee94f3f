// Brings the counts up to date while letters are on their way; without this file the link "Look again" does it.
const part = document.getElementById("progress");

async function look() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("progress");
  if (!fresh) return;
  part.replaceChildren(...fresh.childNodes);
  part.dataset.underWay = fresh.dataset.underWay;
}

const timer = setInterval(() => {
  if (part.dataset.underWay !== "yes") return clearInterval(timer);
  if (!document.hidden) look().catch(() => {});
}, 3000);

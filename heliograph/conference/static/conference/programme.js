// Keeps the programme and pages of sessions on the device for when the line is down, as everybody sees them: what one
// opens; and, only when asked to, since others may use the device, one's own programme with the sessions that stand in
// it. Without this script the pages are as they are.
"use strict";

(() => {
  // So many pages of sessions are kept; for another the one goes that was kept longest ago.
  const MOST = 60;
  const note = document.getElementById("kept");
  const keptAt = document.documentElement.dataset.kept;
  const keeping = document.getElementById("keeping");

  if (keptAt) {
    const form = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeStyle: "short" });
    note.textContent = note.dataset.kept.replace("%s", form.format(new Date(keptAt)));
    note.hidden = false;
  }
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;

  const shelfOf = async () => {
    const { scope } = await navigator.serviceWorker.register(note.dataset.worker);
    return caches.open(`programme 1 ${scope}`);
  };

  // A page is kept as it is answered, with the moment written into its first tag: a kept page says so by itself.
  async function keep(shelf, address, asked, how) {
    const answer = await fetch(asked, how);
    if (answer.status === 404) await shelf.delete(address);
    if (!answer.ok || answer.redirected) return;
    const page = (await answer.text()).replace("<html ", `<html data-kept="${new Date().toISOString()}" `);
    const headers = new Headers(answer.headers);
    headers.delete("Content-Encoding");
    headers.delete("Content-Length");
    await shelf.put(address, new Response(page, { headers }));
  }

  const keepForAll = (shelf, address) => keep(shelf, address, address + note.dataset.asked, { credentials: "omit" });

  async function keepParts(shelf) {
    const parts = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]");
    await shelf.addAll([...new Set([...parts].map((each) => each.href || each.src))]);
  }

  // The pages of sessions on the shelf, the one that was kept longest ago first.
  const sessionsOn = async (shelf) => (await shelf.keys()).filter(({ url }) => /\/sessions\/[^/]+\/$/.test(new URL(url).pathname));

  async function tidy(shelf, most) {
    const there = await sessionsOn(shelf);
    await Promise.all(there.slice(0, Math.max(0, there.length - most)).map((each) => shelf.delete(each)));
  }

  // Pages of sessions one after another: the line may be slow.
  async function keepOwn(shelf) {
    await keep(shelf, location.pathname, location.pathname);
    await keepParts(shelf);
    const links = [...document.querySelectorAll(".programme-session h4 a")].slice(0, MOST);
    for (const { pathname } of links) await keepForAll(shelf, pathname);
    await tidy(shelf, MOST);
  }

  async function own(shelf) {
    const [keepIt, drop] = [document.getElementById("keep"), document.getElementById("drop")];
    const show = async () => {
      const there = Boolean(await shelf.match(location.pathname));
      keeping.firstElementChild.textContent = there ? keeping.dataset.kept : "";
      keepIt.hidden = there;
      drop.hidden = !there;
      keeping.hidden = false;
      return there;
    };
    keepIt.addEventListener("click", async () => {
      keepIt.disabled = true;
      await keepOwn(shelf).catch(() => {});
      keepIt.disabled = false;
      ((await show()) ? drop : keepIt).focus();
    });
    drop.addEventListener("click", async () => {
      await shelf.delete(location.pathname);
      await tidy(shelf, 0);
      await show();
      keepIt.focus();
    });
    if ((await show()) && !keptAt) await keepOwn(shelf);
  }

  async function ofAll(shelf) {
    await keepForAll(shelf, location.pathname);
    await keepParts(shelf);
    await tidy(shelf, MOST);
  }

  (async () => {
    const shelf = await shelfOf();
    if (keeping) await own(shelf);
    else if (!keptAt) await ofAll(shelf);
    document.documentElement.dataset.ready = "";
  })().catch(() => {});
})();

// Posters one after another: each for some seconds, by the arrows, with a pause; all are kept for when the line is down.
// Without this script the page turns by itself to the next poster.
"use strict";

(() => {
  const { seconds, worker } = document.body.dataset;
  const stage = document.getElementById("stage");
  const pause = document.getElementById("pause");
  const whole = document.getElementById("whole");
  const kept = document.getElementById("kept");
  const words = { stop: pause.textContent, go: pause.dataset.go };
  // Who wants less motion starts it himself.
  let paused = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let timer = 0;

  const links = () => [...document.querySelectorAll("#posters a")];
  const place = () => Math.max(0, links().findIndex((link) => link.hasAttribute("aria-current")));

  function show(number) {
    const all = links();
    if (!all.length) return;
    const link = all[(number + all.length) % all.length];
    all.forEach((each) => each.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
    stage.replaceChildren(link.nextElementSibling.content.cloneNode(true));
    wait();
  }

  function wait() {
    clearTimeout(timer);
    stage.setAttribute("aria-live", paused ? "polite" : "off");
    pause.textContent = paused ? words.go : words.stop;
    if (!paused) timer = setTimeout(next, seconds * 1000);
  }

  async function next() {
    if (place() === links().length - 1) await renew();
    show(place() + 1);
  }

  // After the last poster the list is asked for anew: what was accepted meanwhile joins, what was taken down goes.
  async function renew() {
    try {
      const answer = await fetch(location.pathname);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.getElementById("posters").replaceWith(page.getElementById("posters"));
      const last = links().length - 1;
      links().forEach((link, number) => link.toggleAttribute("aria-current", number === last));
      keep();
    } catch {
      // The line is down: the list stays as it is.
    }
  }

  function turn() {
    paused = !paused;
    wait();
  }

  const wanted = () => {
    const pictures = [...document.querySelectorAll("#posters template")].flatMap((each) => [
      ...each.content.querySelectorAll("img"),
    ]);
    const parts = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]");
    const found = [...pictures.map((each) => each.src), ...[...parts].map((each) => each.href || each.src)];
    return [...new Set(found.map((each) => new URL(each, location.href).href))];
  };

  async function keep() {
    if (!("serviceWorker" in navigator)) return;
    const { scope } = await navigator.serviceWorker.register(worker);
    const shelf = await caches.open(`posters ${scope}`);
    const addresses = wanted();
    const there = new Set((await shelf.keys()).map((each) => each.url));
    if (!there.has(scope)) await shelf.add(scope);
    let number = addresses.filter((each) => there.has(each)).length;
    for (const address of addresses) {
      if (there.has(address)) continue;
      await shelf.add(address);
      number += 1;
      kept.textContent = kept.dataset.some.replace("{number}", number).replace("{all}", addresses.length);
    }
    const stale = [...there].filter((each) => each !== scope && !addresses.includes(each));
    await Promise.all(stale.map((each) => shelf.delete(each)));
    kept.textContent = kept.dataset.all;
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const onward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = onward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    if (event.key === onward) show(place() + 1);
    else if (event.key === back) show(place() - 1);
    else if (event.key === " " && !event.target.closest("a, button, summary")) turn();
    else return;
    event.preventDefault();
  });
  pause.addEventListener("click", turn);
  document.getElementById("on")?.addEventListener("click", (event) => {
    event.preventDefault();
    show(place() + 1);
  });
  document.getElementById("back")?.addEventListener("click", (event) => {
    event.preventDefault();
    show(place() - 1);
  });
  document.getElementById("posters").closest("details").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    show(links().indexOf(link));
  });

  if (!links().length) return;
  pause.hidden = false;
  if (document.fullscreenEnabled) {
    whole.hidden = false;
    whole.addEventListener("click", () => document.documentElement.requestFullscreen());
  }
  // Offline the page that was kept may have begun with another poster than the address asks for.
  const asked = new URLSearchParams(location.search).get("poster");
  const begun = links().findIndex((link) => link.search === `?poster=${asked}`);
  if (begun >= 0 && begun !== place()) show(begun);
  else wait();
  keep().catch(() => {});
  // The screen stays on, where the browser can see to that: it lets go whenever another window covers this one.
  const stayOn = () => document.hidden || navigator.wakeLock?.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", stayOn);
  stayOn();
})();

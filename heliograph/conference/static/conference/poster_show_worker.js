// Keeps the show of posters going when the line is down: pictures from what is kept, the page anew where that is possible.
"use strict";

const SHELF = `posters ${self.registration.scope}`;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});

async function answer(request) {
  const shelf = await caches.open(SHELF);
  const isPage = request.url.startsWith(self.registration.scope);
  const kept = await shelf.match(isPage ? self.registration.scope : request, { ignoreVary: true });
  if (kept && !isPage) return kept;
  try {
    const found = await fetch(request);
    if (isPage && found.ok && !found.redirected) await shelf.put(self.registration.scope, found.clone());
    return found;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

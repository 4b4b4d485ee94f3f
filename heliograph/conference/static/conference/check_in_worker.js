// Has the page at the door open while the line is down: the page and its parts from what was kept when they were last had.
"use strict";

const SHELF = `check-in ${self.registration.scope}`;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});

// What was searched for by name is never kept: the page without it stands for it.
async function answer(request) {
  const shelf = await caches.open(SHELF);
  const isPage = request.mode === "navigate";
  const address = request.url.split("?")[0];
  const kept = () => shelf.match(isPage ? address : request, { ignoreVary: true });
  try {
    const found = await fetch(request);
    // A server that stumbles is a line that is down; one that lets nobody in is not.
    if (found.status >= 500) return (await kept()) ?? found;
    if (isPage && (found.redirected || !found.ok)) await shelf.delete(address);
    else if (found.ok && !(isPage && request.url !== address)) await shelf.put(isPage ? address : request, found.clone());
    return found;
  } catch (error) {
    const piece = await kept();
    if (piece) return piece;
    throw error;
  }
}

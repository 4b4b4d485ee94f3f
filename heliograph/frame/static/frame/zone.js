/* On the first visit, keeps the reader's time zone and shows the page again in it. Without this, ?zone= does the same. */
(() => {
  const root = document.documentElement;
  if (root.dataset.zone === undefined || /(?:^|;\s*)zone=/.test(document.cookie)) return;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return;
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `zone=${zone};path=/;max-age=31536000;samesite=lax${secure}`;
  const kept = document.cookie.includes(`zone=${zone}`);
  if (kept && root.dataset.zone !== zone && document.querySelector("main time")) location.reload();
})();

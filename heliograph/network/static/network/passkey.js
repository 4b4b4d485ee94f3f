// Makes or shows a passkey (WebAuthn). A form with data-passkey ("create" or "get") has in data-options what the server
// wants, in which octets are base64url; what the browser answers goes into its field "credential" in the same way.
const decoded = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const encoded = (octets) =>
  btoa(String.fromCharCode(...new Uint8Array(octets))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list) => (list || []).map((one) => ({ ...one, id: decoded(one.id) }));

function asked(way, options) {
  const wanted = { ...options.publicKey, challenge: decoded(options.publicKey.challenge) };
  if (way === "get") return { publicKey: { ...wanted, allowCredentials: known(wanted.allowCredentials) } };
  const user = { ...wanted.user, id: decoded(wanted.user.id) };
  return { publicKey: { ...wanted, user, excludeCredentials: known(wanted.excludeCredentials) } };
}

function told(credential) {
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = {};
  for (const name of names) if (credential.response[name]) response[name] = encoded(credential.response[name]);
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: encoded(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function serve(form) {
  const { passkey: way, options } = form.dataset;
  const trouble = form.querySelector("[data-passkey-trouble]");
  form.querySelector("[data-passkey-without]").hidden = true;
  form.querySelector("[data-passkey-button]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(told(await navigator.credentials[way](asked(way, JSON.parse(options)))));
      form.submit();
    } catch {
      trouble.hidden = false;
    }
  });
}

if (window.PublicKeyCredential && navigator.credentials) document.querySelectorAll("[data-passkey]").forEach(serve);

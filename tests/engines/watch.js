/**
 * Records complaints: a violation of the content security policy, a script error, a rejected
 * promise, a file that does not load, a console warning or error. No page with the portal may cause
 * one. The harness makes our own page (src/backend.rs) and the pages of other sites (src/hosts.rs)
 * load this file before everything else, and reads the record (src/page.rs).
 *
 * The record is in the tab's session storage, because it must outlive the page.
 */
(() => {
  const KEY = "engines-complaints";
  const complain = (text) => {
    const written = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    written.push(`${location.pathname}: ${text}`);
    sessionStorage.setItem(KEY, JSON.stringify(written));
  };
  document.addEventListener("securitypolicyviolation", (event) => {
    complain(`CSP violation of ${event.effectiveDirective} by ${event.blockedURI} ${event.sample}`);
  });
  // Capturing, because the error event of a file does not bubble.
  addEventListener(
    "error",
    (event) => complain(event.message ? `script error: ${event.message}` : `not loaded: ${event.target.src ?? event.target.href}`),
    true,
  );
  addEventListener("unhandledrejection", (event) => complain(`rejected: ${event.reason}`));
  for (const kind of ["warn", "error"]) {
    const write = console[kind].bind(console);
    console[kind] = (...parts) => {
      complain(`console.${kind}: ${parts.join(" ")}`);
      write(...parts);
    };
  }
})();

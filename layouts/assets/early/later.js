/* The still page is painted first; then the scripts are fetched together and run in their order: they would take the time of the
   first paint if they came before it. A page that nobody sees is not painted, and need not wait. */
(function () {
  "use strict";

  function run() {
    document.querySelectorAll("script[data-src]").forEach(function (later) {
      const script = document.createElement("script");
      script.src = later.dataset.src;
      script.async = false;
      document.head.append(script);
    });
    if ("draws" in document.body.dataset) {
      const ahead = document.createElement("link");
      document.head.append(Object.assign(ahead, { rel: "preload", as: "script", href: document.body.dataset.plotly }));
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (document.hidden) run();
    else requestAnimationFrame(function () { setTimeout(run); });
  });
})();

/* The still page is painted first; then the scripts run, in their order. A page that nobody sees is not painted, and need not wait. */
(function () {
  "use strict";

  function run() {
    document.querySelectorAll("link[data-src]").forEach(function (link) {
      const script = document.createElement("script");
      script.src = link.dataset.src;
      script.async = false;
      document.head.append(script);
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (document.hidden) run();
    else requestAnimationFrame(function () { setTimeout(run); });
  });
})();

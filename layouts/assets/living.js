/* The living page takes the place of the still one as soon as it is there; a picture stays still until plotly has drawn it. */
(function () {
  "use strict";

  const NEAR_PX = 200;

  window.atlasEnliven = function enliven() {
    const still = document.getElementById("still");
    if (!still) return;
    if (!document.querySelector("#page h1")) {
      requestAnimationFrame(enliven);
      return;
    }
    const places = document.querySelectorAll("#page .graph"), held = focused(still);
    const opened = details(still).map(function (one) { return one.open; });
    still.querySelectorAll(".still-picture").forEach(function (picture, n) { if (places[n]) wait(places[n], picture); });
    still.remove();
    document.documentElement.classList.remove("stilled");
    const page = document.getElementById("page");
    details(page).forEach(function (one, n) { if (n < opened.length) one.open = opened[n]; });
    if (held >= 0) stops(page)[held].focus({ preventScroll: true });
  };

  /* A still picture stands over the place of its living one. */
  function wait(place, picture) {
    if (place.querySelector(".main-svg")) return;
    picture.classList.add("waiting");
    place.append(picture);
  }

  /* What a reader has opened stays open. */
  function details(where) {
    return Array.from(where.querySelectorAll("details"));
  }

  /* Whoever has come to a link, or to what opens more, by the keyboard stays there. */
  function stops(where) {
    return Array.from(where.querySelectorAll("a, summary"));
  }

  function focused(still) {
    return stops(still).indexOf(document.activeElement);
  }

  /* Pictures near what the reader sees are drawn at once, the others when there is nothing else to do. */
  function turn(place) {
    const box = place.getBoundingClientRect();
    if (box.top < innerHeight + NEAR_PX && box.bottom > -NEAR_PX) return Promise.resolve();
    return new Promise(function (resolve) { (window.requestIdleCallback || setTimeout)(function () { resolve(); }); });
  }

  function fits(picture) {
    const drawn = picture._fullLayout, size = getComputedStyle(picture);
    return Boolean(drawn) && Math.abs(drawn.width - parseFloat(size.width)) <= 1
      && (Boolean(picture.layout.height) || Math.abs(drawn.height - parseFloat(size.height)) <= 1);
  }

  /* What Dash asks of plotly: a picture in its turn; and a picture that has its size already is not drawn again for it. */
  function tamed(plotly) {
    const react = plotly.react, resize = plotly.Plots.resize;
    plotly.react = async function (picture, figure) {
      const place = picture.closest(".graph"), still = place && place.querySelector(".still-picture");
      if (still) await turn(place);
      if (!picture.isConnected) return picture;
      const drawn = await react(picture, figure);
      if (still) {
        still.remove();
        window.atlasUntold();
      }
      return drawn;
    };
    plotly.Plots.resize = function (picture) {
      return fits(picture) ? Promise.resolve(picture) : resize(picture);
    };
    return plotly;
  }

  let plotly;
  Object.defineProperty(window, "Plotly", {
    configurable: true, get: function () { return plotly; }, set: function (loaded) { plotly = tamed(loaded); } });
})();

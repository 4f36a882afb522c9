/* Last of all scripts: the living page starts. What Dash asks for first is here already, so it need not be fetched. */
(function () {
  "use strict";

  /* plotly.js comes in its small bundle, whatever Dash would ask for. */
  Object.defineProperty(window, "_dashPlotlyJSURL", { get: function () { return document.body.dataset.plotly; }, set: function () {} });

  /* The layout of this very address: Dash need not find out where it is, and draws the page at once. */
  function layout() {
    const whole = window.atlasLayout();
    Object.assign(whole.props.children[0].props, {
      href: location.href, pathname: location.pathname, search: location.search, hash: location.hash });
    return whole;
  }

  const ask = window.fetch;
  const known = { "/_dash-layout": layout, "/_dash-dependencies": function () { return window.atlasCallbacks; } };
  window.fetch = function (address) {
    if (!known.hasOwnProperty(address)) return ask.apply(window, arguments);
    const answer = known[address]();
    delete known[address];
    if (!Object.keys(known).length) window.fetch = ask;
    return Promise.resolve({ status: 200, headers: new Headers({ "content-type": "application/json" }),
      json: function () { return Promise.resolve(answer); } });
  };

  window.renderer = new DashRenderer();
})();

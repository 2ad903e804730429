'use strict';
// A claim lights its words in both panes; words light their claims. Numbers tie them together.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const numbers = (piece) => piece.dataset.claims.split(' ');

  function light(chosen, scroll) {
    for (const each of all('.lit')) each.classList.remove('lit');
    for (const piece of all('[data-claims]')) piece.classList.toggle('lit', numbers(piece).some((each) => chosen.has(each)));
    for (const item of all('[data-claim]')) item.classList.toggle('lit', chosen.has(item.dataset.claim));
    const [first] = chosen;
    if (!scroll || first === undefined) return;
    for (const pane of ['t', 's']) {
      const anchor = document.getElementById(pane + first);
      if (anchor) anchor.nextElementSibling.scrollIntoView({ block: 'center' });
    }
  }

  document.addEventListener('click', (event) => {
    const shown = event.target.closest('[data-show]');
    if (shown) {
      event.preventDefault();
      light(new Set([shown.dataset.show]), true);
      return;
    }
    const piece = event.target.closest('[data-claims]');
    if (piece && !event.target.closest('a[href]')) {
      const chosen = new Set(numbers(piece));
      light(chosen, false);
      const [first] = chosen;
      const item = document.querySelector(`[data-claim="${CSS.escape(first)}"]`);
      if (item) item.scrollIntoView({ block: 'center' });
    }
  });

  function follow() {
    const item = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (item && item.dataset.claim) light(new Set([item.dataset.claim]), true);
  }
  window.addEventListener('hashchange', follow);
  follow();
})();

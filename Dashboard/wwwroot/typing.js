// What somebody types while the page is not alive yet stays. When it comes alive, Blazor puts new elements in the place of those that the
// server sent first: their text, ticks, caret and focus go on in the new ones.
(() => {
  const used = new Map();
  let last = null;

  // The same field is the same again by its name and, where several share it, by its place among them. Hidden ones have no labels.
  const nameOf = field => [field.type, field.id, field.ariaLabel, ...Array.from(field.labels ?? [], label => label.textContent.trim())].join('\n');
  const sameNamed = name => [...document.querySelectorAll('input, select, textarea')].filter(field => nameOf(field) === name);

  const note = event => {
    const field = event.target;
    if (!(field instanceof Element && field.matches('input, select, textarea'))) {
      last = null;
      return;
    }

    const name = nameOf(field);
    const place = { name, index: sameNamed(name).indexOf(field) };
    last = { field, place };
    if (event.type === 'input') {
      used.set(field, place);
    }
  };

  const goOn = () => {
    for (const [field, { name, index }] of used) {
      const next = sameNamed(name)[index];
      if (next && next !== field) {
        next.value = field.value;
        next.checked = field.checked;
        next.dispatchEvent(new Event('input', { bubbles: true }));
        next.dispatchEvent(new Event('change', { bubbles: true }));
      }
    }

    const next = last && sameNamed(last.place.name)[last.place.index];
    if (next && next !== last.field) {
      next.focus({ preventScroll: true });
      if (last.field.selectionStart != null) {
        next.setSelectionRange(last.field.selectionStart, last.field.selectionEnd);
      }
    }
  };

  note({ target: document.activeElement });
  document.addEventListener('focusin', note);
  document.addEventListener('input', note);
  const observer = new MutationObserver(() => {
    if (document.querySelector('[data-alive]')) {
      observer.disconnect();
      document.removeEventListener('focusin', note);
      document.removeEventListener('input', note);
      goOn();
    }
  });
  observer.observe(document.body, { childList: true, subtree: true });
})();

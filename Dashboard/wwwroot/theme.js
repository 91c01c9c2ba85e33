// Light or dark. Until somebody chooses, the reader's system decides, and so it does again when the choice is what the system says.
// Runs before the first paint, so that a dark page never flashes white, and without a connection to the server.
(() => {
  const key = 'theme';
  const root = document.documentElement;
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const systemTheme = () => (system.matches ? 'dark' : 'light');

  const stored = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // A browser that keeps nothing: the choice lasts as long as the page.
    }
  };

  const choose = theme => {
    if (theme === systemTheme()) {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme;
    }

    try {
      if (root.dataset.theme) {
        localStorage.setItem(key, theme);
      } else {
        localStorage.removeItem(key);
      }
    } catch {
      // As above.
    }
  };

  const chosen = stored();
  if (chosen === 'light' || chosen === 'dark') {
    root.dataset.theme = chosen;
  }

  document.addEventListener('click', event => {
    if (event.target instanceof Element && event.target.closest('[data-theme-switch]')) {
      choose((root.dataset.theme ?? systemTheme()) === 'dark' ? 'light' : 'dark');
    }
  });
})();

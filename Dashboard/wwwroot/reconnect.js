// Tells the reader that the connection is lost, and gets it back, however long that takes. A server that was restarted does not know this
// page any more: then the page is loaded anew, at the same address.
const dialog = document.getElementById('components-reconnect-modal');
const pause = 2000;
let timer = 0;

const reload = () => {
  // Only once the server answers: the browser's own error page would try nothing any more.
  fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(
    () => location.reload(),
    () => again());
};

const again = () => {
  clearTimeout(timer);
  timer = setTimeout(attempt, pause);
};

const attempt = async () => {
  clearTimeout(timer);
  try {
    // True: connected. False: the server answers, but has forgotten this page.
    if (!await Blazor.reconnect()) {
      reload();
    }
  } catch {
    again();
  }
};

dialog.addEventListener('components-reconnect-state-changed', event => {
  switch (event.detail.state) {
    case 'show':
      if (!dialog.open) {
        dialog.showModal();
      }
      break;
    case 'hide':
      clearTimeout(timer);
      dialog.close();
      break;
    case 'failed':
      again();
      break;
    case 'rejected':
      reload();
      break;
  }
});

document.getElementById('reconnect-now').addEventListener('click', attempt);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && dialog.open) {
    attempt();
  }
});

"use strict";
// What only a browser can tell. Everything else is C#.
window.studio = {
  // Calls a method with an element's width, now and whenever it changes.
  watchWidth(element, target, method) {
    const observer = new ResizeObserver(entries => target.invokeMethodAsync(method, Math.floor(entries[0].contentRect.width)));
    observer.observe(element);
    return { stop: () => observer.disconnect() };
  },
  // A modal dialog keeps the keyboard in it, and gives it back to where it was.
  openDialog(element) { if (!element.open) element.showModal(); },
  closeDialog(element) { element.close(); },
};

"use strict";
// A file that is dropped beside a box would take the page's place.
for (const kind of ["dragover", "drop"]) {
  addEventListener(kind, event => {
    if (!event.defaultPrevented && event.dataTransfer.types.includes("Files") && !event.target.closest?.("input[type=file]")) {
      event.preventDefault();
      event.dataTransfer.dropEffect = "none";
    }
  });
}
// What only a browser can tell. Everything else is C#.
window.studio = {
  // Calls a method with an element's width, now and whenever it changes.
  watchWidth(element, target, method) {
    const observer = new ResizeObserver(entries => target.invokeMethodAsync(method, Math.floor(entries[0].contentRect.width)));
    observer.observe(element);
    return { stop: () => observer.disconnect() };
  },
  // Calls a method with each key that leads from a tile of a grid to another. The keyboard may be on none, where the tile that it goes to is not drawn yet.
  watchTileKeys(grid, target, method) {
    const keys = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"], ending = new AbortController();
    document.addEventListener("keydown", event => {
      const isOnTile = grid.contains(event.target) || (grid.dataset.wanted && document.activeElement === document.body);
      if (!isOnTile || !keys.includes(event.key) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey)
        return;
      event.preventDefault();
      target.invokeMethodAsync(method, event.key, Math.floor(innerHeight / grid.dataset.row) - 1);
    }, { signal: ending.signal });
    return { stop: () => ending.abort() };
  },
  // Scrolls to a tile, and gives it the keyboard when it has been drawn.
  async focusTile(grid, place) {
    grid.dataset.wanted = place;
    const height = +grid.dataset.row, top = grid.getBoundingClientRect().top + scrollY + Math.floor(place / grid.dataset.columns) * height;
    if (top < scrollY)
      scrollTo(0, top - height / 4);
    else if (top + height > scrollY + innerHeight)
      scrollTo(0, top + height * 1.25 - innerHeight);
    for (let frame = 0; frame < 180 && grid.dataset.wanted === `${place}`; frame++) {
      const tile = grid.querySelector(`[data-place="${place}"]`);
      if (tile) {
        tile.focus({ preventScroll: true });
        break;
      }
      await new Promise(requestAnimationFrame);
    }
    if (grid.dataset.wanted === `${place}`)
      delete grid.dataset.wanted;
  },
  // Gives a file to the input below an element, as if it had been chosen there.
  choose(element, file) {
    const input = element.querySelector("input[type=file]");
    const transfer = new DataTransfer();
    transfer.items.add(file);
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  },
  // What is pasted anywhere on the page while the element is on it goes to its input.
  takePasted(element) {
    const paste = event => {
      if (!element?.isConnected)
        return document.removeEventListener("paste", paste);
      if (event.clipboardData.files.length > 0)
        studio.choose(element, event.clipboardData.files[0]);
    };
    document.addEventListener("paste", paste);
  },
  // One picture of the camera; what went wrong, or null.
  async takePhoto(element) {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: true });
      const video = Object.assign(document.createElement("video"), { srcObject: stream, muted: true });
      await video.play();
      const canvas = Object.assign(document.createElement("canvas"), { width: video.videoWidth, height: video.videoHeight });
      canvas.getContext("2d").drawImage(video, 0, 0);
      const blob = await new Promise(done => canvas.toBlob(done, "image/jpeg", 0.92));
      studio.choose(element, new File([blob], "camera.jpg", { type: blob.type }));
      return null;
    } catch (fault) {
      return fault.message ?? String(fault);
    } finally {
      stream?.getTracks().forEach(track => track.stop());
    }
  },
  // Where the browser itself shows the chosen picture from.
  addressOfChosen(element) {
    URL.revokeObjectURL(element.dataset.address ?? "");
    return element.dataset.address = URL.createObjectURL(element.querySelector("input[type=file]").files[0]);
  },
  // A modal dialog keeps the keyboard in it, and gives it back to where it was.
  openDialog(element) { if (!element.open) element.showModal(); },
  closeDialog(element) { element.close(); },
};

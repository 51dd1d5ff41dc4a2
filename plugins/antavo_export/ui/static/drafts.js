// Drafts outlive the page, until the tab is closed: the browser's Back and a reload find them again.
const key = (id) => `antavo-export-draft-${id}`;

export const newDraftId = () => Date.now().toString(36);

export function savedDraft(id) {
  try {
    return JSON.parse(sessionStorage.getItem(key(id)));
  } catch {
    return null; // a browser that keeps nothing
  }
}

export function saveDraft(id, draft) {
  try {
    sessionStorage.setItem(key(id), JSON.stringify(draft));
  } catch {
    // see above: the draft lives as long as the page
  }
}

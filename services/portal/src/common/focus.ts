/**
 * Brings the keyboard to the first field of a form that has just opened, at the chosen card where cards begin it.
 * Somebody who is in one of its fields already stays there.
 */
export function focusFirstField(form: HTMLElement | null): void {
  if (!form || form.contains(document.activeElement)) return;
  const fields = [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')];
  const first = fields.find((field) => field.offsetParent !== null && !field.disabled);
  const chosen =
    first?.type === 'radio' && fields.find((field) => field.name === first.name && 'checked' in field && field.checked);
  (chosen || first)?.focus({ preventScroll: true });
}

/** Brings the keyboard back to where it was; where that is gone, to the page's content rather than to its very top. */
export function focusAgain(place: Element | null): void {
  if (place instanceof HTMLElement) place.focus({ preventScroll: true });
  if (document.activeElement === place && place !== document.body) return;
  document.getElementById('content')?.focus({ preventScroll: true });
}

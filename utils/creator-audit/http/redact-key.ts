/**
 * Creates the function that blacks out the key wherever a text repeats it, as it is or
 * percent-encoded. Every response passes through it first, so that none carries the key into
 * storage, logs or screens.
 */
export function createKeyRedactor(key: string): (text: string) => string {
  const forms = key === '' ? [] : [key, encodeURIComponent(key.toWellFormed())];
  return (text) => forms.reduce((hidden, form) => hidden.replaceAll(form, '•••'), text);
}

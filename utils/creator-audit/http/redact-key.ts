/**
 * Makes the function that blacks out the key wherever a text repeats it, as it is or percent-encoded. What the API says
 * passes through it before anything else sees it, so that an answer that echoes the key does not carry it into storage,
 * logs or screens.
 */
export function createKeyRedactor(key: string): (text: string) => string {
  const forms = key === '' ? [] : [key, encodeURIComponent(key.toWellFormed())];
  return (text) => forms.reduce((hidden, form) => hidden.replaceAll(form, '•••'), text);
}

/** An answer before it is sent. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON (with its text, where that was made already), text as it is, or nothing. */
  readonly body:
    | { readonly json: unknown; readonly text?: string }
    | { readonly text: string }
    | null;
}

/** The text of an answer's body. */
export function bodyText(answer: Answer): string {
  const body = answer.body;
  if (body === null) return '';
  return 'json' in body ? (body.text ?? JSON.stringify(body.json)) : body.text;
}

/** A response before it is sent. */
export interface ApiResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON (with its text, if that is known), plain text, or nothing. */
  readonly body:
    | { readonly json: unknown; readonly text?: string }
    | { readonly text: string }
    | null;
}

/** Returns the body of a response as text. */
export function bodyText(response: ApiResponse): string {
  const body = response.body;
  if (body === null) return '';
  return 'json' in body ? (body.text ?? JSON.stringify(body.json)) : body.text;
}

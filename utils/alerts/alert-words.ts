/** A message in words, before a channel's own format. All of it is text from outside or ours. */
export interface AlertWords {
  /** One line that says everything by itself. */
  readonly title: string;
  /** One for each post that the message names. */
  readonly lines: readonly AlertLine[];
  /** The end of the message, such as the number of further posts; `null`: there is none. */
  readonly footer: string | null;
}

/** A post in a message. */
export interface AlertLine {
  /** Account, multiple and gain. */
  readonly headline: string;
  /** The post on its platform. */
  readonly url: string | null;
  readonly caption: string | null;
}
